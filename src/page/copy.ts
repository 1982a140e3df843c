// Commands that can be copied with one press.
import { button, el } from './dom.ts'

const SHOWN_FOR = 1500

/** A command with a button that copies it. Commands are fixed text of rules. */
export function command(text: string): HTMLElement {
  const code = el('code', {}, text.trimEnd())
  const press = button('Copy', () => void copy(code, press), { class: 'copy', 'aria-label': 'Copy the command' })
  return el('div', { class: 'command' }, el('pre', { tabindex: 0 }, code), press)
}

async function copy(code: HTMLElement, press: HTMLButtonElement): Promise<void> {
  press.textContent = (await toClipboard(code)) ? 'Copied' : 'Selected'
  setTimeout(() => {
    press.textContent = 'Copy'
  }, SHOWN_FOR)
}

/** Where the clipboard is out of reach, as in some viewers of files, the text is selected for the reader to copy. */
async function toClipboard(code: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code.textContent)
    return true
  } catch {
    getSelection()?.selectAllChildren(code)
    return false
  }
}

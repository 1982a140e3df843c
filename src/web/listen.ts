// Dropping and pasting, anywhere on the page.
import { droppedFiles } from './dropped.ts'
import { chosenFiles, pastedFile } from './files.ts'
import type { WebFile } from './messages.ts'

export interface Listener {
  readonly read: (files: readonly WebFile[]) => void
  /** What was dropped cannot be read. */
  readonly failed: (error: unknown) => void
}

export function listen(root: HTMLElement, { read, failed }: Listener): void {
  let depth = 0 // every element on the way says that it is entered and left
  let isOurs = false // a text or a link of the page itself is no log
  const over = (entered: number): void => {
    depth = Math.max(0, entered)
    root.classList.toggle('dropping', depth > 0)
  }
  const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void): void =>
    root.addEventListener(type, (event) => {
      if (isOurs) return
      event.preventDefault()
      act(event)
    })
  on('dragenter', () => over(depth + 1))
  on('dragleave', () => over(depth - 1))
  on('dragover', () => {})
  on('drop', ({ dataTransfer }) => {
    over(0)
    if (dataTransfer !== null) void droppedFiles(dataTransfer).then(read, failed)
  })
  root.addEventListener('dragstart', () => (isOurs = true))
  root.addEventListener('dragend', () => (isOurs = false))
  root.addEventListener('paste', (event) => pasted(event, read))
}

/** What is pasted into a field that has something in it already is a change of that. */
function pasted(event: ClipboardEvent, read: Listener['read']): void {
  const { clipboardData, target } = event
  if (clipboardData === null || isInUse(target)) return
  const text = clipboardData.getData('text/plain')
  if (clipboardData.files.length === 0 && text.trim() === '') return
  event.preventDefault()
  read(clipboardData.files.length > 0 ? chosenFiles(clipboardData.files) : [pastedFile(text)])
}

function isInUse(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || (target instanceof HTMLTextAreaElement && target.value !== '')
}

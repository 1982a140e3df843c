// Dropping and pasting, anywhere on the page.
import { droppedFiles, chosenFiles, pastedFile } from './files.ts'
import type { WebFile } from './messages.ts'

export function listen(root: HTMLElement, read: (files: readonly WebFile[]) => void): void {
  dropping(root, read)
  root.addEventListener('paste', (event) => pasted(event, read))
}

function dropping(root: HTMLElement, read: (files: readonly WebFile[]) => void): void {
  let depth = 0 // every element on the way says that it is entered and left
  const over = (by: number): void => {
    depth = by === 0 ? 0 : Math.max(0, depth + by)
    root.classList.toggle('dropping', depth > 0)
  }
  root.addEventListener('dragenter', (event) => {
    event.preventDefault()
    over(1)
  })
  root.addEventListener('dragleave', () => over(-1))
  root.addEventListener('dragover', (event) => event.preventDefault())
  root.addEventListener('drop', (event) => {
    event.preventDefault()
    over(0)
    if (event.dataTransfer !== null) void droppedFiles(event.dataTransfer).then(read)
  })
}

/** What is pasted into a field that has something in it already is a change of that. */
function pasted(event: ClipboardEvent, read: (files: readonly WebFile[]) => void): void {
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

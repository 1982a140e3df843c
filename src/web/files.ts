// What was chosen or pasted -> files.
import type { WebFile } from './messages.ts'

/** The name of what has none: it is as good as what comes through a pipe. */
const PASTED = 'pasted'

export function pastedFile(text: string): WebFile {
  return { name: PASTED, blob: new Blob([text]) }
}

/** `webkitRelativePath` is there where a folder was chosen. */
export function chosenFiles(files: Iterable<File>): WebFile[] {
  return [...files].map((file) => fileOf(file, file.webkitRelativePath)).sort(byName)
}

/** `path` begins with the name of the folder that was given; it is empty for a file that was given itself. */
export function fileOf(file: File, path: string): WebFile {
  const inner = path.slice(path.indexOf('/') + 1)
  return {
    name: path === '' ? file.name : path,
    ...(path !== '' && { inner }),
    modified: file.lastModified,
    blob: file,
  }
}

export function byName(a: WebFile, b: WebFile): number {
  return a.name < b.name ? -1 : Number(a.name > b.name)
}

// What was dropped, chosen or pasted -> files. Folders are walked through.
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

/** What is dropped must be taken at once, before anything is waited for; after that the browser gives nothing more. */
export async function droppedFiles(data: DataTransfer): Promise<WebFile[]> {
  const files = [...data.files]
  const entries = [...data.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null))
  const text = data.getData('text/plain')
  const folders = entries.filter((entry) => entry?.isDirectory === true)
  if (folders.length === 0) return files.length === 0 && text !== '' ? [pastedFile(text)] : chosenFiles(files)
  const found: WebFile[] = []
  for (const entry of entries) if (entry !== null) await walk(entry, found)
  return found.sort(byName)
}

async function walk(entry: FileSystemEntry, found: WebFile[]): Promise<void> {
  if (isFile(entry)) {
    const path = entry.fullPath.replace(/^\//, '')
    const file = await new Promise<File>((done, failed) => entry.file(done, failed))
    found.push(fileOf(file, path.includes('/') ? path : ''))
  } else if (isFolder(entry)) for (const inside of await entriesOf(entry)) await walk(inside, found)
}

/** A reader gives some at a time, and none when it is through. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed))
    if (some.length === 0) return all
    all.push(...some)
  }
}

/** `path` is the one below what was given, its own name first; empty for what was given itself. */
function fileOf(file: File, path: string): WebFile {
  const inner = path.slice(path.indexOf('/') + 1)
  return {
    name: path === '' ? file.name : path,
    ...(path !== '' && { inner }),
    modified: file.lastModified,
    blob: file,
  }
}

function byName(a: WebFile, b: WebFile): number {
  return a.name < b.name ? -1 : Number(a.name > b.name)
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

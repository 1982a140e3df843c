// What was dropped -> files. Folders are walked through.
import { byName, chosenFiles, fileOf, pastedFile } from './files.ts'
import type { WebFile } from './messages.ts'

/** Chromium's; a page that was opened as a file can read folders in no other way. Not in the types of TypeScript. */
interface WithHandle {
  readonly getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>
}

/** A file or a folder that was dropped, in one of the two ways that browsers have. */
type Dropped = FileSystemHandle | FileSystemEntry

/**
 * All files in what was dropped. The browser gives it away only now: nothing may be waited for before.
 *
 * @throws what the browser has against a folder.
 */
export async function droppedFiles(data: DataTransfer): Promise<WebFile[]> {
  const files = [...data.files]
  const items = [...data.items].filter(({ kind }) => kind === 'file')
  const entries = items.flatMap((item) => item.webkitGetAsEntry() ?? [])
  const text = data.types.includes('text/uri-list') ? '' : data.getData('text/plain')
  if (!entries.some(({ isDirectory }) => isDirectory))
    return files.length === 0 && text !== '' ? [pastedFile(text)] : chosenFiles(files)
  const dropped = await Promise.all(items.map((item, index) => best(item, entries[index])))
  const found: WebFile[] = []
  for (const one of dropped) if (one) await walk(one, '', found)
  return found.sort(byName)
}

async function best(item: DataTransferItem & WithHandle, entry: Dropped | undefined): Promise<Dropped | undefined> {
  const handle = await item.getAsFileSystemHandle?.().catch(() => null)
  return handle ?? entry
}

/** `folder` is the path that leads there, with a slash at its end. */
async function walk(one: Dropped, folder: string, found: WebFile[]): Promise<void> {
  const path = `${folder}${one.name}`
  if (isFolder(one)) for await (const inside of insideOf(one)) await walk(inside, `${path}/`, found)
  else found.push(fileOf(await contentOf(one), folder === '' ? '' : path))
}

function isFolder(one: Dropped): boolean {
  return 'kind' in one ? one.kind === 'directory' : one.isDirectory
}

async function* insideOf(folder: Dropped): AsyncGenerator<Dropped> {
  if ('kind' in folder) return yield* (folder as FileSystemDirectoryHandle).values() // it was asked
  const reader = (folder as FileSystemDirectoryEntry).createReader() // it was asked
  for (;;) {
    // A reader gives some at a time, and none when it is through.
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed))
    if (some.length === 0) return
    yield* some
  }
}

function contentOf(one: Dropped): Promise<File> {
  if ('kind' in one) return (one as FileSystemFileHandle).getFile() // it is no folder
  return new Promise((done, failed) => (one as FileSystemFileEntry).file(done, failed)) // it is no folder
}

// The files of the user -> a report, in the worker. The same steps as the command's, so that the report is the same.
import { Diagnosis } from '../diagnose.ts'
import { InputError, type Bytes } from '../input/bytes.ts'
import { expand, type ExpandNotes } from '../input/expand.ts'
import { DEFAULT_LIMITS } from '../input/limits.ts'
import { kindOf } from '../input/magic.ts'
import { plausibleDate } from '../input/reference.ts'
import type { Rule } from '../rules/rule.ts'
import type { Outcome, Progress, Wanted, WebFile } from './messages.ts'
import { WEB_OPENERS } from './openers.ts'

/** Enough to tell what a file is. */
const HEAD = 512
/** Bytes of a file that are read without looking whether the user still wants it. */
const TURN = 1024 * 1024

/** Reads all files; what cannot be read is noted and does not stop the others. Ends early, with what was read, when `stop` is aborted. */
export async function readFiles(
  { files, given, now }: Wanted,
  rules: readonly Rule[],
  stop: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Outcome> {
  const diagnosis = new Diagnosis(rules)
  const problems: ExpandNotes['problems'] = []
  let [logs, skipped, read] = [0, 0, 0]
  for (const file of files) {
    if (stop.aborted) break
    onProgress({ read, name: file.name })
    const onRead = (bytes: number): void => onProgress({ read: (read += bytes), name: file.name })
    const notes: ExpandNotes = { skipped: 0, problems: [], onRead }
    if (await isJournal(file)) notes.problems.push({ name: file.name, message: JOURNAL })
    else
      for await (const { name, reference, node, bytes } of expand(inputOf(file, now, stop), ...EXPAND(notes))) {
        logs++
        await diagnosis.readBytes(name, bytes, { reference, ...(node !== undefined && { node }), ...given })
        if (stop.aborted) break
      }
    skipped += notes.skipped
    if (!stop.aborted) problems.push(...notes.problems) // else cut off by the user
  }
  return { report: diagnosis.report(), logs, skipped, problems, isStopped: stop.aborted }
}

const EXPAND = (notes: ExpandNotes) => [DEFAULT_LIMITS, notes, WEB_OPENERS] as const

const JOURNAL = 'a binary journal, which only journalctl can read: journalctl --file FILE -o export > kubelet.log'

async function isJournal({ blob }: WebFile): Promise<boolean> {
  // A file that cannot be read is told of when all of it is read.
  const head = await blob
    .slice(0, HEAD)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0))
  return kindOf(new Uint8Array(head)) === 'journal'
}

function inputOf(
  { name, inner, modified, blob }: WebFile,
  now: number,
  stop: AbortSignal,
): Parameters<typeof expand>[0] {
  const date = modified === undefined ? undefined : plausibleDate(new Date(modified))
  return {
    name,
    reference: date ?? new Date(now),
    ...(inner !== undefined && { inner }),
    open: () => bytesOf(blob, stop),
  }
}

async function* bytesOf(blob: Blob, stop: AbortSignal): Bytes {
  const reader = blob.stream().getReader()
  let since = 0
  try {
    while (!stop.aborted) {
      const { done, value } = await reader.read().catch(unreadable)
      if (done) return
      yield value
      since += value.length
      if (since < TURN) continue
      await turn()
      since = 0
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Lets messages in. A stream that has its data at hand gives it without a break. */
function turn(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      done()
    }
    port2.postMessage(null)
  })
}

function unreadable(error: unknown): never {
  throw new InputError('it cannot be read: it was changed, moved or closed to this browser', { cause: error })
}

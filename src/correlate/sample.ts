// Samples: the few matches that are kept whole, for evidence.
import type { LogRecord } from '../klog/record.ts'
import { maskSecrets } from '../mask/mask.ts'
import type { Match } from '../match/signature.ts'
import type { Instant } from '../time/instant.ts'
import { own } from './own.ts'

/** One match as it is kept. `us` and `precision` in microseconds. */
export interface Sample {
  readonly us: number
  readonly precision: number
  readonly input: string
  readonly line: number
  readonly text: string
  readonly signature: string
  readonly captures: Readonly<Record<string, string>>
  /** The process that wrote a klog record. */
  readonly pid?: number | undefined
}

/** When and where a sample was: all that it takes to say which of two is the first. */
export type Place = Pick<Sample, 'us' | 'input' | 'line'>

/** The first and the last sample of a stretch of time. */
export interface Ends<Of extends Place = Sample> {
  readonly first: Of
  readonly last: Of
}

const MAX_TEXT = 1000
const HEAD = 560
const TAIL = 400
/** Of a long text, how far before what is shown a secret can begin that reaches into it. */
const REACH = 8000

export function toSample(record: LogRecord, match: Match, { us, precision }: Instant): Sample {
  const pid = record.header?.threadid
  return {
    us,
    precision,
    input: record.origin.input,
    line: record.origin.line,
    text: evidence(record),
    signature: match.signature,
    captures: Object.fromEntries(Object.entries(match.captures).map(([name, value]) => [name, own(value)])),
    ...(pid !== undefined && { pid }),
  }
}

/** By time, then by place: a total order, so that "the first" is the same in any order of reading. */
export function compareSamples(a: Place, b: Place): number {
  return a.us - b.us || (a.input < b.input ? -1 : a.input > b.input ? 1 : a.line - b.line)
}

export function mergeEnds<Of extends Place>(a: Ends<Of>, b: Ends<Of>): Ends<Of> {
  return {
    first: compareSamples(a.first, b.first) <= 0 ? a.first : b.first,
    last: compareSamples(a.last, b.last) >= 0 ? a.last : b.last,
  }
}

/** The record as it stands in the log; of long ones the beginning and the end, where Go's innermost error stands. */
export function evidence(record: LogRecord): string {
  const block = record.text.indexOf('\n')
  const whole = block === -1 ? record.raw : record.raw + record.text.slice(block)
  if (whole.length <= MAX_TEXT) return own(whole)
  // A secret whose beginning is cut off could not be told from other text later.
  const end = maskSecrets(whole.slice(-REACH)).slice(-TAIL)
  return own(`${whole.slice(0, HEAD)} ... ${end}`)
}

// The time stamps that few logs have: other locales, other clocks, and none at all. Asked when no usual one fits.
import type { Format } from './entry.ts'
import { readDayAndTime, SECOND, type StampRead } from './stamp.ts'

// `%b` of the GNU C library in the locales in which kubelet logs are posted, January first. Names that mean different months do not occur.
const MONTHS = [
  'jan janv ene gen sty oca led янв січ 1月 1월',
  'feb févr fev lut şub úno фев лют 2月 2월',
  'mar mär mars mrt bře мар бер 3月 3월',
  'apr avr avril abr kwi nis dub апр кві 4月 4월',
  'may mai maj mei mag kvě май мая тра 5月 5월',
  'jun juin giu cze haz čen июн чер 6月 6월',
  'jul juil lug lip tem čec июл лип 7月 7월',
  'aug août ago sie ağu srp авг сер 8月 8월',
  'sep sept set wrz eyl zář сен вер 9月 9월',
  'oct okt out ott paź eki říj окт жов 10月 10월',
  'nov lis kas ноя лис 11月 11월',
  'dec dez déc dic gru ara pro дек гру 12月 12월',
]
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)))

const LOCAL = /^ ?([\p{L}\p{M}]{3,8}\.?|1?\d[月월]) (?=[ \d]?\d \d\d:)/u
const UNIX = /^(\d{10})\.(\d{6}) /
// The kernel's own ring buffer looks the same but has no process: it is left as text.
const MONOTONIC = /^\[ *\d+\.\d{6}(?: <[ \d.]+[ *]>| {16})?\] (?=(?:[^\s:[\]]+ )?(?:[^\s:[\]]+\[\d+\]|kernel): )/
const NO_STAMP = /^ ?(?=[^\s:[\]"'=(]+\[\d+\]: )/

/** `6月 24 15:39:04 `, `Dez 31 23:59:51 `: short and short-precise in other locales. */
export function readLocal(line: string): StampRead | undefined {
  const found = LOCAL.exec(line)
  if (found === null) return undefined
  const name = (found[1] ?? '').toLowerCase().replace('.', '')
  return readDayAndTime(line, found[0].length, MONTH_OF.get(name))
}

/** `1767225591.200500 `: short-unix. */
export function readUnix(line: string): StampRead | undefined {
  const found = UNIX.exec(line)
  if (found === null) return undefined
  const seconds = Number(found[1])
  const date = new Date(seconds * 1000)
  const us = (seconds % 86_400) * SECOND + Number(found[2])
  const stamp = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), us }
  return { stamp: { ...stamp, precision: 1, offset: 0 }, next: found[0].length, format: 'journal-short-unix' }
}

/** `[ 3591.200500] `, `[ 3591.200500 <    0.000500 >] `: short-monotonic and short-delta. They count from an unknown boot. */
export function readMonotonic(line: string): StampRead | undefined {
  return timeless(MONOTONIC.exec(line), 'journal-short-monotonic')
}

/** `kubelet[563]: `: copied without time and host. */
export function readNoStamp(line: string): StampRead | undefined {
  return timeless(NO_STAMP.exec(line), 'journal-short')
}

function timeless(found: RegExpExecArray | null, format: Format): StampRead | undefined {
  return found === null ? undefined : { next: found[0].length, format }
}

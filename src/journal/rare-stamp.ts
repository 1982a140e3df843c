// The time stamps that few logs have: other locales, other clocks, and none at all. Asked when no usual one fits.
import { stampOfEpoch } from './epoch.ts'
import { readDayAndTime, readTime, SECOND, type StampRead } from './stamp.ts'

// `%b` of the GNU C library in the locales in which kubelet logs are posted, January first. Names that mean different months do not occur.
const MONTHS = [
  'jan janv ene gen ian sty oca led tammi jaan ιαν янв яну січ 1月 1월',
  'feb febr févr fev lut şub úno helmi veebr φεβ фев лют 2月 2월',
  'mar mär mars març márc mrt märts bře maalis μάρ мар бер 3月 3월',
  'apr avr avril abr ápr kwi nis dub huhti απρ апр кві 4月 4월',
  'may mai maj mei mag máj maig kvě touko μάι май мая тра 5月 5월',
  'jun juin juny jún giu iun cze haz čen kesä juuni ιούν июн юни чер 6月 6월',
  'jul juil júl lug iul lip tem čec heinä juuli ιούλ июл юли лип 7月 7월',
  'aug août ago avg sie ağu srp elo αύγ авг сер 8月 8월',
  'sep sept set szept wrz eyl zář syys σεπ сен сеп вер 9月 9월',
  'oct okt out ott paź eki říj loka οκτ окт жов 10月 10월',
  'nov lis kas marras νοέ ноя ное лис 11月 11월',
  'dec dez déc dic des dets gru ara pro joulu δεκ дек гру 12月 12월',
]
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)))

const LOCAL = /^ ?([\p{L}\p{M}]{3,8}\.?|1?\d[月월]) (?=[ \d]?\d \d\d:)/u
// With a year in between, as some devices and viewers have it; and what is left when the month was lost.
const DATE =
  /^ ?(?:(\d\d?) (?:([\p{L}\p{M}]{3,8}\.?|1?\d[月월]) )?|([\p{L}\p{M}]{3,8}) {1,2}(\d\d?) (?=\d{4} ))(?:(\d{4}) )?(?=\d\d:)/u
const UNIX = /^(\d{10})\.(\d{6}) /
const MONOTONIC = /^\[ *(\d{1,9})\.(\d{6})( <[ \d.]+[ *]>| {16})?\] /
const NO_STAMP = /^ ?(?=[^\s:[\]"'=(]+\[\d+\]: )/

/** `6月 24 15:39:04 `, `Dez 31 23:59:51 `: short and short-precise in other locales. */
export function readLocal(line: string): StampRead | undefined {
  const found = LOCAL.exec(line)
  return found === null ? undefined : readDayAndTime(line, found[0].length, monthOf(found[1]))
}

/** `24 Jun 15:39:04 `, `24 Jun 2024 15:39:04 `, `Jun 24 2024 15:39:04 `, `24 15:39:04 `. */
export function readDate(line: string): StampRead | undefined {
  const found = DATE.exec(line)
  if (found === null) return undefined
  const [whole, dayBefore, monthAfter, monthBefore, dayAfter, year] = found
  const [day, month] = [Number(dayBefore ?? dayAfter), monthOf(monthAfter ?? monthBefore)]
  const time = readTime(line, whole.length)
  if (day < 1 || day > 31 || time === undefined || line[time.next] !== ' ') return undefined
  const { us, precision, next } = time
  const read = { next: next + 1, format: precision < SECOND ? 'journal-short-precise' : 'journal-short' } as const
  if (month === undefined) return read
  return { ...read, stamp: { ...(year !== undefined && { year: Number(year) }), month, day, us, precision } }
}

function monthOf(name: string | undefined): number | undefined {
  return MONTH_OF.get((name ?? '').toLowerCase().replace('.', ''))
}

/** `1767225591.200500 `: short-unix. */
export function readUnix(line: string): StampRead | undefined {
  const found = UNIX.exec(line)
  if (found === null) return undefined
  return {
    stamp: stampOfEpoch(Number(found[1]), Number(found[2])),
    next: found[0].length,
    format: 'journal-short-unix',
  }
}

/** `[ 3591.200500] `, `[ 3591.200500 <    0.000500 >] `: short-monotonic and short-delta. They count from the boot. */
export function readMonotonic(line: string): StampRead | undefined {
  const found = MONOTONIC.exec(line)
  if (found === null) return undefined
  const monotonic = Number(found[1]) * SECOND + Number(found[2])
  const format = found[3] === undefined ? 'journal-short-monotonic' : 'journal-short-delta'
  return { next: found[0].length, format, monotonic }
}

/** `kubelet[563]: `: copied without time and host. */
export function readNoStamp(line: string): StampRead | undefined {
  const found = NO_STAMP.exec(line)
  return found === null ? undefined : { next: found[0].length, format: 'journal-short' }
}

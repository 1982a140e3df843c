// What was read, and what was assumed of it.
import type { Report, ReportInput, Time } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import type { Page } from './page.ts'
import { timeSpan } from './time.ts'
import { plural } from './words.ts'

/** More inputs than this are told of together. */
const MOST_INPUTS = 4
const MOST_ASSUMPTIONS = 12

/** In brief in one paragraph. */
export function writeInputs(page: Page, { inputs }: Report, brief: boolean): void {
  const write = (text: string): void => page.hang('  ', sanitizeLine(text), 4, 'dim')
  if (!brief && (inputs.length <= MOST_INPUTS || page.verbose))
    return inputs.forEach((input) => write(inputWords(input)))
  const assumed = assumptionsOf(inputs)
  const more = assumed.length - MOST_ASSUMPTIONS
  const remarks = [
    ...assumed.slice(0, MOST_ASSUMPTIONS),
    ...(more > 0 ? [`and ${more} more remarks`] : []),
    ...(brief ? [] : ['--verbose has each input']),
  ]
  const whole = `${plural(inputs.length, 'input')}: ${formatsOf(inputs)}, ${spanOf(inputs)}`
  if (brief) write([whole, ...remarks].join('; '))
  else [whole, ...remarks].forEach(write)
}

function inputWords({ name, format, lines, first, last, order, cutLines, assumptions }: ReportInput): string {
  const cut = cutLines === 0 ? '' : `, ${plural(cutLines, 'over-long line')} cut`
  const words = `${name}: ${format}, ${plural(lines, 'line')}, ${spanWords(first, last)}, ${order}${cut}`
  return [words, ...assumptions].join('; ')
}

function spanWords(first: Time, last: Time): string {
  return first === null ? 'no times' : `${timeSpan(first, last)} UTC`
}

/** `7 journal-short, 1 klog` */
function formatsOf(inputs: readonly ReportInput[]): string {
  const counts = new Map<string, number>()
  for (const { format } of inputs) counts.set(format, (counts.get(format) ?? 0) + 1)
  return [...counts].map(([format, count]) => `${count} ${format}`).join(', ')
}

/** From the first to the last time of all. */
function spanOf(inputs: readonly ReportInput[]): string {
  const times = inputs.flatMap(({ first, last }) => [first, last]).filter((time) => time !== null)
  const sorted = times.toSorted()
  return spanWords(sorted[0] ?? null, sorted.at(-1) ?? null)
}

/** What is the same of several inputs is said once, without the details in parentheses. */
function assumptionsOf(inputs: readonly ReportInput[]): string[] {
  const names = new Map<string, [first: string, ...more: string[]]>()
  for (const { name, cutLines, assumptions } of inputs) {
    const cut = cutLines === 0 ? [] : ['over-long lines cut']
    for (const text of new Set([...assumptions.map((all) => all.replace(/ \([^()]*\)$/, '')), ...cut])) {
      const before = names.get(text)
      names.set(text, before === undefined ? [name] : [...before, name])
    }
  }
  if (inputs.length === 1) return [...names.keys()]
  return [...names].map(([text, [first, ...more]]) =>
    more.length === 0 ? `${first}: ${text}` : `${more.length + 1}x ${text}`,
  )
}

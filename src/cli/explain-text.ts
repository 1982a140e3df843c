// An explained record -> text for a terminal.
import type { Obstacle } from '../match/condition.ts'
import { sanitizeLine } from '../report/sanitize.ts'
import type { Page } from '../report/text/page.ts'
import { clockTime } from '../report/text/time.ts'
import { list, plural } from '../report/text/words.ts'
import type { ExplainedKlog, ExplainedMatch, ExplainedNearMiss, ExplainedRecord } from '../inspect/explained.ts'

const INDENT = 12
/** Characters of a text of the log, and entries of a list, that are shown. `--output json` has everything. */
const MAX_TEXT = 600
const MAX_VALUE = 200
const MAX_VALUES = 16
const MAX_NEAR = 8

const NO_ENTRY: Readonly<Record<string, string>> = {
  heading: 'a heading, no entry',
  boot: 'a boot, no entry',
  separator: 'a note of journalctl, no entry',
}

/** Writes one record; a blank line ends it. */
export function writeExplained(page: Page, explained: ExplainedRecord): void {
  const { input, line, kind, category, text, entry, time, klog, message, matches = [], nearMisses = [] } = explained
  page.line(`${page.style('heading', sanitizeLine(`${input}:${line}`))}  ${category}`)
  if (entry === undefined) field(page, 'line', `${NO_ENTRY[kind] ?? kind}: ${text}`)
  else {
    field(page, 'entry', entryWords(entry))
    if (time !== undefined) field(page, 'time', timeWords(time))
    if (klog !== undefined) writeKlog(page, klog)
    if (message !== undefined) field(page, kind, kind === 'trace' ? `of a goroutine dump: ${message}` : message)
    writeRules(page, matches, nearMisses)
  }
  page.line()
}

function writeKlog(page: Page, { severity, file, line, structured, msg, values }: ExplainedKlog): void {
  field(page, 'klog', `${severity ?? 'severity lost'}, ${file}:${line}, ${structured ? 'structured' : 'unstructured'}`)
  field(page, 'msg', msg)
  values.slice(0, MAX_VALUES).forEach(({ key, value }, index) => {
    field(page, index === 0 ? 'values' : '', `${key} = ${value}`, key === 'err' ? MAX_TEXT : MAX_VALUE)
  })
  if (values.length > MAX_VALUES) field(page, '', `and ${values.length - MAX_VALUES} more`)
}

function writeRules(page: Page, matches: readonly ExplainedMatch[], nearMisses: readonly ExplainedNearMiss[]): void {
  if (matches.length === 0) field(page, 'matches', 'no rule')
  matches.forEach(({ rule, signature, role, level, confidence, captures }, index) => {
    const sure = confidence === 'high' ? '' : `, ${confidence} confidence`
    field(page, index === 0 ? 'matches' : '', `${rule} (${signature}): ${role}, ${level}${sure}`)
    for (const [name, value] of Object.entries(captures)) field(page, '', `  ${name} = ${value}`)
  })
  nearMisses.slice(0, MAX_NEAR).forEach(({ rule, signature, obstacles }, index) => {
    field(page, index === 0 ? 'nearly' : '', `${rule} (${signature}):`)
    for (const obstacle of obstacles) field(page, '', `  ${obstacleWords(obstacle)}`)
  })
  if (nearMisses.length > MAX_NEAR) field(page, '', `and ${nearMisses.length - MAX_NEAR} more signatures`)
}

function entryWords(entry: NonNullable<ExplainedRecord['entry']>): string {
  const { format, _HOSTNAME, SYSLOG_IDENTIFIER, _SYSTEMD_UNIT, _PID, lines, broken } = entry
  const pid = _PID === undefined ? '' : `[${_PID}]`
  const name = SYSLOG_IDENTIFIER ?? _SYSTEMD_UNIT
  return [
    format,
    ...(_HOSTNAME === undefined ? [] : [`host ${_HOSTNAME}`]),
    ...(name === undefined ? [] : [`${_SYSTEMD_UNIT === undefined ? 'identifier' : 'unit'} ${name}${pid}`]),
    ...(lines === 1 ? [] : [plural(lines, 'line')]),
    ...(broken ? ['its block has no beginning or no end, or is too long'] : []),
  ].join(', ')
}

function timeWords({ instant, precision, assumptions }: NonNullable<ExplainedRecord['time']>): string {
  if (instant === null) return 'unknown'
  const clock = precision >= 1_000_000 ? clockTime(instant, precision) : instant.slice(11, 26)
  const assumed = assumptions.length === 0 ? '' : ` (${assumptions.join('; ')})`
  return `${instant.slice(0, 10)} ${clock} UTC${assumed}`
}

function obstacleWords(obstacle: Obstacle): string {
  switch (obstacle.condition) {
    case 'at':
      return `at: ${obstacle.wanted}, but the literal stands at ${obstacle.is}`
    case 'severity':
    case 'identifier':
    case 'file':
      return `${obstacle.condition}: ${list(obstacle.wanted, 8)}, but it is ${obstacle.is}`
    case 'values':
      return `values.${obstacle.key}: ${obstacle.wanted}, but ${obstacle.is === null ? 'there is none' : `it is ${obstacle.is}`}`
    case 'regex':
      return `regex does not match: ${obstacle.regex}`
    case 'not':
      return `excluded by not: ${obstacle.regex}`
    case 'noise':
      return `silenced by the noise rule ${obstacle.rule}`
    case 'order':
      return `matches too, but ${obstacle.signature} comes before it`
  }
}

function field(page: Page, name: string, text: string, most: number = MAX_TEXT): void {
  const kept = text.length <= most ? text : `${text.slice(0, most)}${page.marks.ellipsis}`
  const indent = INDENT + (/^ +/.exec(text)?.[0].length ?? 0)
  page.hang(
    `  ${page.style('dim', name.padEnd(INDENT - 2))}${' '.repeat(indent - INDENT)}`,
    sanitizeLine(kept.trimStart()),
    indent,
  )
}

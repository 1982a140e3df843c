// The lines of journalctl's output and of klog's file heading that are no entries.
import type { Marker, Stamp } from './entry.ts'
import { readFull, readTime } from './stamp.ts'

const BOUNDS = /^-- (?:Logs begin at|Journal begins at) (.+?)(?:, ends? at (.+?))?\.? --$/
const LONGEST_BOUNDS = 200
const BOOT = /^-- (?:Boot [\da-f]{32}|Reboot) --$/
const CREATED = /^Log file created at: (\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)/
const HEADING = /^(?:Running on machine: |Running duration |Binary: Built with |Log line format: \[IWEF\])/
const SEPARATOR = /^(?:Hint: You are currently not seeing|No journal files were|==> .* <==$)/
/** What follows the hint. */
const HINT = /^ +(?:Users in (?:groups?|the) '|Pass -q to turn off this notice\.)/
/** Part of the log is missing. */
const NOTICE = /^(?:Hint: Some lines were ellipsized|(?:Notice|Warning): [jJ]ournal has been rotated)/

/**
 * Reads a line that is no entry; undefined when it may be one.
 *
 * @example
 * readMarker('-- No entries --') //=> { kind: 'separator' }
 */
export function readMarker(line: string): Marker | undefined {
  // This runs on every line: the first letter rules nearly all of them out.
  switch (line[0]) {
    case undefined:
      return { kind: 'blank' }
    case ' ': // eight blanks and more may be an empty line of a value
      return readIndented(line)
    case '-':
      return line.startsWith('-- ') || line === '--' ? readDashes(line) : undefined
    case '░': // the catalog (journalctl -x) in UTF-8 locales
      return line.startsWith('░░') ? { kind: 'separator' } : undefined
    case 'L':
    case 'R':
    case 'B':
      return readHeading(line)
    case 'H':
    case 'N':
    case 'W':
    case '=':
      return NOTICE.test(line) ? { kind: 'notice' } : SEPARATOR.test(line) ? { kind: 'separator' } : undefined
    default:
      return undefined
  }
}

function readDashes(line: string): Marker {
  if (BOOT.test(line)) return { kind: 'boot' }
  const bounds = line.length > LONGEST_BOUNDS ? null : BOUNDS.exec(line)
  if (bounds === null) return { kind: 'separator' }
  const begin = readFull(bounds[1] ?? '')?.stamp
  const end = readFull(bounds[2] ?? '')?.stamp
  const zone = end?.zone ?? begin?.zone
  return { kind: 'heading', ...(begin && { begin }), ...(end && { end }), ...(zone !== undefined && { zone }) }
}

function readIndented(line: string): Marker | undefined {
  if (line.length < 8 && line.trim() === '') return { kind: 'blank' }
  return HINT.test(line) ? { kind: 'separator' } : undefined
}

function readHeading(line: string): Marker | undefined {
  const created = CREATED.exec(line)
  if (created !== null) return { kind: 'heading', begin: createdAt(created) }
  return HEADING.test(line) ? { kind: 'heading' } : undefined
}

function createdAt([, year, month, day, time = '']: RegExpExecArray): Stamp {
  const { us = 0, precision = 1 } = readTime(time, 0) ?? {}
  return { year: Number(year), month: Number(month), day: Number(day), us, precision }
}

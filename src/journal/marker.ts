// The lines of journalctl's output and of klog's file heading that are no entries.
import type { Marker, Stamp } from './entry.ts'
import { readFull, readTime } from './stamp.ts'

const BOUNDS = /^-- (?:Logs begin at|Journal begins at) (.+?)(?:, ends? at (.+?))?\.? --$/
const CREATED = /^Log file created at: (\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)/
const OTHER_HEADINGS = /^(?:Running on machine: |Binary: Built with |Log line format: \[IWEF\])/
const NOTICES =
  /^(?:Hint: You are currently not seeing|Hint: Some lines were ellipsized|No journal files were|(?:Notice|Warning): [jJ]ournal has been rotated)/

/**
 * Reads a line that is no entry; undefined when it may be one.
 *
 * @example
 * readMarker('-- No entries --') //=> { kind: 'separator' }
 */
export function readMarker(line: string): Marker | undefined {
  if (line.trim() === '') return { kind: 'blank' }
  if (line.startsWith('-- ')) return readDashes(line)
  const created = CREATED.exec(line)
  if (created !== null) return { kind: 'heading', begin: createdAt(created) }
  if (OTHER_HEADINGS.test(line)) return { kind: 'heading' }
  return NOTICES.test(line) ? { kind: 'separator' } : undefined
}

function readDashes(line: string): Marker {
  const bounds = BOUNDS.exec(line)
  if (bounds === null) return { kind: /^-- (?:Boot [0-9a-f]{32}|Reboot) --$/.test(line) ? 'boot' : 'separator' }
  const begin = readFull(bounds[1] ?? '')
  const end = readFull(bounds[2] ?? '')
  const zone = end?.zone ?? begin?.zone
  return {
    kind: 'heading',
    ...(begin && { begin: begin.stamp }),
    ...(end && { end: end.stamp }),
    ...(zone !== undefined && { zone }),
  }
}

function createdAt([, year, month, day, time = '']: RegExpExecArray): Stamp {
  const { us = 0, precision = 1 } = readTime(time, 0) ?? {}
  return { year: Number(year), month: Number(month), day: Number(day), us, precision }
}

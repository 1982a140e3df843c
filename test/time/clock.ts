import type { Marker, Stamp } from '../../src/journal/entry.ts'
import { JournalParser } from '../../src/journal/parser.ts'
import { KlogParser } from '../../src/klog/parser.ts'
import { Clock, type ClockOptions } from '../../src/time/clock.ts'
import { toIso } from '../../src/time/instant.ts'

/** The times of the records of a log, and the clock that told them. */
export function timesOf(
  log: readonly string[],
  options: ClockOptions = {},
): { clock: Clock; times: (string | null)[] } {
  const clock = new Clock(options)
  const times: (string | null)[] = []
  const klog = new KlogParser((record) => times.push(toIso(clock.instant(record).us)))
  const journal = new JournalParser('log', {
    entry: (entry) => klog.next(entry),
    marker: (marker: Marker) => clock.marker(marker),
  })
  for (const line of log) journal.next(line)
  journal.end()
  klog.end()
  return { clock, times }
}

/** A line of journalctl's, with a message that has no time of its own. */
export function line(stamp: string, message = 'hello'): string {
  return `${stamp} node-a kubelet[563]: ${message}`
}

/** A klog line of that time: `0602 15:39:04.168847`. */
export function klog(time: string): string {
  return `I${time}     563 kubelet.go:7] hello`
}

export function stamp(month: number, day: number, us = 0): Stamp {
  return { month, day, us, precision: 1 }
}

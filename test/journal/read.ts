import type { JournalEntry, Marker } from '../../src/journal/entry.ts'
import { JournalParser, type JournalOptions } from '../../src/journal/parser.ts'

/** What the parser makes of a log, and the formats that it found. */
export function read(
  log: string | readonly string[],
  options: JournalOptions = {},
): {
  entries: JournalEntry[]
  markers: Marker[]
  formats: Record<string, number>
} {
  const entries: JournalEntry[] = []
  const markers: Marker[] = []
  const parser = new JournalParser(
    'log',
    {
      entry: (entry) => entries.push(entry),
      marker: (marker) => markers.push(marker),
    },
    options,
  )
  for (const line of typeof log === 'string' ? log.split('\n') : log) parser.next(line)
  parser.end()
  return { entries, markers, formats: Object.fromEntries(parser.formats) }
}

/** The one entry of a line. */
export function readEntry(line: string): JournalEntry {
  const { entries } = read([line])
  if (entries.length !== 1) throw new Error(`${entries.length} entries`)
  return entries[0] as JournalEntry // there is one
}

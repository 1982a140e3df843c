// Options of the command line -> options of the engine; what cannot be is a UsageError.
import { UsageError } from '../errors.ts'
import { parseZone } from '../time/zone.ts'
import type { Io } from './io.ts'
import type { Look } from './terminal.ts'

type Given = Readonly<Record<string, unknown>>

/** The inputs that are named; none stands for stdin, which then must not be a terminal. */
export function readInputNames(words: readonly (string | number)[], io: Io): string[] {
  if (words.length === 0 && io.stdin.isTTY === true)
    throw new UsageError(
      'no input: pipe a log in, or name files (journalctl -u kubelet | kubelog-diagnose; see --help)',
    )
  return words.map(String)
}

/** The folder of `--rules`. */
export function readFolder({ rules }: Given): string | undefined {
  return typeof rules === 'string' ? rules : undefined
}

/** How the user wants to read. */
export function readLook({ color, ascii, plain }: Given): Look {
  return {
    color: color === 'always' || color === 'never' ? color : 'auto',
    ascii: ascii === true,
    plain: plain === true,
  }
}

/** `local` is this machine's zone. */
export function readTimezone(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  const zone = name === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : name
  if (parseZone(zone) === undefined)
    throw new UsageError(`--timezone: there is no zone "${name}" (try UTC, +02:00, Europe/Berlin or local)`)
  return zone
}

export function readYear(year: number | undefined): number | undefined {
  if (year === undefined || (Number.isInteger(year) && year >= 1970 && year <= 2200)) return year
  throw new UsageError('--year: give a year with four digits, such as 2024')
}

const UNITS = ['', 'K', 'M', 'G', 'T']

/** A size in bytes: `500M`, `2G`, `1048576`. */
export function readSize(option: string, text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]?)(?:i?B)?$/i.exec(text.trim()) ?? []
  if (number === undefined) throw new UsageError(`--${option}: "${text}" is no size (try 500M or 2G)`)
  return Math.round(Number(number) * 1024 ** UNITS.indexOf(unit.toUpperCase()))
}

/** A number of things, at least one. */
export function readCount(option: string, count: number | undefined): number | undefined {
  if (count === undefined || (Number.isSafeInteger(count) && count > 0)) return count
  throw new UsageError(`--${option}: give a whole number above 0`)
}

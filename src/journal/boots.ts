// Where one boot ends and the next begins: journalctl's lines say so, or the boot ids of two neighbours. Rules get an entry for it.
import type { JournalEntry, Origin, Stamp } from './entry.ts'

const MAX_KNOWN = 1000
const HALF_YEAR = 6
/** The kernel's first line says itself that there is a boot. */
const FIRST_WORDS = 'Linux version '

/** A line between two boots: `-- Boot 0f... --`, `-- Reboot --`. */
interface Line {
  readonly text: string
  readonly origin: Origin
}

/** Turns the lines between boots into entries: of the host and at the time of the first entry of the newer boot. */
export class Boots {
  /** A journal of several files goes back and forth between boots; each counts once. */
  readonly #known = new Set<string>()
  /** The line that stands behind the last entry. */
  line: Line | undefined

  /** Gives the entry of the boot between two entries, when there is one; the log may also end with such a line. */
  between(last: JournalEntry | undefined, next: JournalEntry | undefined = last): JournalEntry | undefined {
    const line = this.line ?? changed(last, next)
    this.line = undefined
    return line && next && this.#boot(line, last, next)
  }

  #boot({ text, origin }: Line, last: JournalEntry | undefined, next: JournalEntry): JournalEntry | undefined {
    if (isOtherHost(last, next) || this.#known.has(text)) return undefined
    if (/[\da-f]{32}/.test(text) && this.#known.size < MAX_KNOWN) this.#known.add(text)
    const newer = last !== undefined && isNewer(last, next) ? last : next
    if (newer.SYSLOG_IDENTIFIER === 'kernel' && newer.MESSAGE.startsWith(FIRST_WORDS)) return undefined
    const { _HOSTNAME, stamp } = newer
    return {
      MESSAGE: text,
      ...(_HOSTNAME !== undefined && { _HOSTNAME }),
      ...(stamp && { stamp }),
      origin,
      raw: text,
      lines: 0,
    }
  }
}

type Machine = Pick<JournalEntry, '_BOOT_ID' | '_HOSTNAME'>

/** Are they of two boots of one machine? */
export function isBootBetween(last: Machine | undefined, next: Machine): boolean {
  const isOtherBoot = last?._BOOT_ID !== undefined && next._BOOT_ID !== undefined && last._BOOT_ID !== next._BOOT_ID
  return isOtherBoot && !isOtherHost(last, next)
}

/** The logs of two hosts were mixed: nothing was booted. */
function isOtherHost(last: Machine | undefined, next: Machine): boolean {
  return last?._HOSTNAME !== undefined && next._HOSTNAME !== undefined && last._HOSTNAME !== next._HOSTNAME
}

function changed(last: JournalEntry | undefined, next: JournalEntry | undefined): Line | undefined {
  if (last?._BOOT_ID === undefined || next?._BOOT_ID === undefined || last._BOOT_ID === next._BOOT_ID) return undefined
  const newer = isNewer(last, next) ? last : next
  return { text: `-- Boot ${newer._BOOT_ID} --`, origin: newer.origin }
}

/** Is `a` of the newer one of two boots? Where there is only the time since the boot, the newer one has just begun. */
function isNewer(a: JournalEntry, b: JournalEntry): boolean {
  if (a.stamp !== undefined || b.stamp !== undefined) return isLater(a.stamp, b.stamp)
  return (a.__MONOTONIC_TIMESTAMP ?? 0) < (b.__MONOTONIC_TIMESTAMP ?? 0)
}

/** Is `a` after `b`? Without a year, January is after December. */
function isLater(a: Stamp | undefined, b: Stamp | undefined): boolean {
  if (a === undefined || b === undefined) return false
  if (a.year !== undefined && b.year !== undefined && a.year !== b.year) return a.year > b.year
  const months = a.month - b.month
  if (months !== 0) return a.year === undefined && Math.abs(months) > HALF_YEAR ? months < 0 : months > 0
  return a.day === b.day ? a.us > b.us : a.day > b.day
}

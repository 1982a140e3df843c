// Seconds since the boot -> instants, by records of the same boot that have a clock as well.
import { SECOND, type Instant } from './instant.ts'

/** journald stamps a line some milliseconds after klog did; more is another boot. */
const SAME_BOOT = 2 * SECOND
const MAX_HOSTS = 1000

/** When each host was booted, as far as its records tell. */
export class Uptime {
  readonly #booted = new Map<string, number>()

  /** A record of `host` was written so many microseconds after the boot, at the instant `us`. */
  learn(host: string, monotonic: number, us: number): void {
    const known = this.#booted.get(host)
    if (known !== undefined && Math.abs(us - monotonic - known) < SAME_BOOT) return
    if (known !== undefined || this.#booted.size < MAX_HOSTS) this.#booted.set(host, us - monotonic)
  }

  /** To the second: the two clocks are not read at the same time. */
  instant(host: string, monotonic: number): Instant | undefined {
    const booted = this.#booted.get(host)
    return booted === undefined ? undefined : { us: booted + monotonic, precision: SECOND }
  }

  /** The hosts are booted anew. */
  forget(): void {
    this.#booted.clear()
  }
}

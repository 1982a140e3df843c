// A correlator that says what came in.
import { Correlator, UNKNOWN_NODE, type Observation } from '../correlate/correlator.ts'
import type { Rule } from '../rules/rule.ts'
import type { LogClock } from './log-clock.ts'

export class Watch extends Correlator {
  /** The nodes of which more is known than before; whoever reads it clears it. */
  readonly touched: Set<string> = new Set<string>()
  /** The lines at which the records begin that came in; whoever reads it clears it. */
  readonly begun: Set<number> = new Set<number>()
  readonly #clock: LogClock
  readonly #wants: (line: number) => boolean

  /** `wants`: shall the records count that begin on this line? */
  constructor(rules: readonly Rule[], clock: LogClock, wants: (line: number) => boolean = () => true) {
    super(rules)
    this.#clock = clock
    this.#wants = wants
  }

  override add(observation: Observation): void {
    const { record, instant, matches, node = UNKNOWN_NODE } = observation
    if (!this.#wants(record.origin.line)) return
    super.add(observation)
    this.#clock.see(instant.us)
    this.begun.add(record.origin.line)
    if (matches.some(({ rule, facts }) => rule.role !== 'noise' || facts !== undefined))
      this.touched.add(record.source._HOSTNAME ?? node)
  }
}

// Whole logs -> what each of their records is, one after the other.
import { Matcher, type MatcherOptions } from '../match/matcher.ts'
import type { Rule } from '../rules/rule.ts'
import type { ClockOptions } from '../time/clock.ts'
import type { ExplainedRecord } from './explained.ts'
import { RecordExplainer } from './record-explainer.ts'

/**
 * Explains logs and waits for each record to be taken, so that it never holds more than a few of them.
 *
 * @example
 * const explainer = new Explainer(rules, {}, (explained) => console.log(explained.category))
 * await explainer.read('kubelet.log', lines, limiter, { year: 2024 })
 */
export class Explainer {
  readonly #matcher: Matcher
  readonly #take: (explained: ExplainedRecord) => Promise<void> | void

  constructor(
    rules: readonly Rule[],
    options: MatcherOptions,
    take: (explained: ExplainedRecord) => Promise<void> | void,
  ) {
    this.#matcher = new Matcher(rules, options)
    this.#take = take
  }

  /** When the lines throw, what was read is given first. */
  async read(
    name: string,
    lines: AsyncIterable<string> | Iterable<string>,
    _limiter: unknown,
    options: ClockOptions,
  ): Promise<void> {
    const ready: ExplainedRecord[] = []
    const stage = new RecordExplainer(name, this.#matcher, options, (explained) => ready.push(explained))
    const flush = async (): Promise<void> => {
      for (const explained of ready.splice(0)) await this.#take(explained)
    }
    try {
      for await (const line of lines) {
        stage.next(line)
        if (ready.length > 0) await flush()
      }
    } finally {
      stage.end()
      await flush()
    }
  }
}

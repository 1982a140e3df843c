// `journalctl -fu kubelet | kubelog-diagnose --follow`
import { UsageError } from '../errors.ts'
import { follow } from '../follow/follow.ts'
import { kindOf } from '../input/magic.ts'
import type { Redactor } from '../redact/redactor.ts'
import type { FollowEvent } from '../report/follow-event.ts'
import { jsonText } from '../report/json.ts'
import type { Report } from '../report/report.ts'
import { formatFollowEvent } from '../report/text/follow-event.ts'
import type { TextOptions } from '../report/text/page.ts'
import { formatText } from '../report/text/text.ts'
import { LEVELS, type Level } from '../rules/rule.ts'
import type { SessionOptions } from '../session.ts'
import { configured } from './config.ts'
import type { DiagnoseArguments } from './diagnose.ts'
import { endedBy } from './interrupt.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { rulePack } from './rule-pack.ts'
import { shellWord } from './shell-word.ts'
import { textOptions } from './terminal.ts'
import { complain, write } from './write.ts'

/** Prints what becomes of incidents while stdin goes on. Ctrl-C ends it as the end of the input does; so does a reader that goes away. */
export async function runFollow(
  args: DiagnoseArguments,
  options: SessionOptions,
  io: Io,
  redactor?: Redactor,
): Promise<ExitCode> {
  checkUsage(args)
  const pack = await rulePack(args.rules)
  const { rules, suppressor } = await configured(pack.rules, args, io)
  const gone = new AbortController()
  io.stdout.once('error', () => gone.abort()).once('close', () => gone.abort())
  const stop = AbortSignal.any([io.interrupt, gone.signal])
  const given = { ...options, ...pack.matcher, ...(suppressor && { suppressor }) }
  const events = follow(asText(endedBy(stop, io.stdin)), { ...given, rules, name: 'stdin', now: clockOf(io) })
  const printer = new Printer(args, io)
  const shown = await shower(redactor)
  printer.begin()
  for (;;) {
    const { done, value } = await events.next()
    if (done) {
      await printer.end(shown.report(value))
      return printer.code
    }
    await printer.event(shown.event(value))
  }
}

interface Shower {
  readonly event: (event: FollowEvent) => FollowEvent
  readonly report: (report: Report) => Report
}

/** What may be seen. */
async function shower(redactor: Redactor | undefined): Promise<Shower> {
  if (redactor === undefined) return { event: (event) => event, report: (report) => report }
  const [{ redactFollowEvent }, { redactReport }] = await Promise.all([
    import('../redact/events.ts'),
    import('../redact/report.ts'),
  ])
  return { event: (event) => redactFollowEvent(event, redactor), report: (report) => redactReport(report, redactor) }
}

function checkUsage({ inputs, output, host, units, boot }: DiagnoseArguments): void {
  const input = inputs.find((name) => name !== '-')
  if (input !== undefined)
    throw new UsageError(
      `--follow reads what is piped in, no files: tail -F ${shellWord(input)} | kubelog-diagnose --follow`,
    )
  if (output !== 'text' && output !== 'ndjson')
    throw new UsageError(`--follow writes text or ndjson, not ${output}: for a report of each moment, run without it`)
  const unused = [host && '--host', units.length > 0 && '--unit', boot !== undefined && '--boot'].filter(Boolean)
  if (unused.length > 0) throw new UsageError(`${unused.join(' and ')} cannot be used with --follow`)
}

/** Epoch milliseconds by a clock that is not set while it runs. */
function clockOf({ now, clock = () => 0 }: Io): () => number {
  const begin = clock()
  return () => now.getTime() + clock() - begin
}

/** The stream, when it is text: packed logs are no logs that are being written. */
async function* asText(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const chunk of stream) {
    if (isFirst && kindOf(chunk) !== 'text')
      throw new UsageError(`--follow reads text, and this is ${kindOf(chunk)}: run without --follow`)
    isFirst = false
    yield chunk
  }
}

/** Writes the events as they come. */
class Printer {
  readonly #io: Io
  readonly #isText: boolean
  readonly #text: TextOptions
  readonly #least: number
  #code: ExitCode = EXIT.fine
  #forgotten = 0

  constructor({ output, brief, verbose, look, failOn }: DiagnoseArguments, io: Io) {
    this.#io = io
    this.#isText = output === 'text'
    this.#text = { ...textOptions(io, look), brief, verbose }
    this.#least = rankOf(failOn)
  }

  /** 1 when there was an incident at or above `--fail-on`. */
  get code(): ExitCode {
    return this.#code
  }

  /** A person who sees nothing happen must know that all is well. */
  begin(): void {
    if (this.#isText && this.#io.stderr.isTTY === true)
      complain(this.#io, 'following; incidents are shown as they happen (Ctrl-C ends)')
  }

  async event(event: FollowEvent): Promise<void> {
    if ('incident' in event && LEVELS.indexOf(event.incident.level) <= this.#least) this.#code = EXIT.found
    if (event.type === 'forgotten') this.#forgotten++
    const { stdout } = this.#io
    await write(stdout, this.#isText ? formatFollowEvent(event, this.#text) : jsonText(event))
  }

  async end(report: Report): Promise<void> {
    if (!this.#isText) return
    const { verbose = false } = this.#text
    await write(this.#io.stdout, formatText(report, { ...this.#text, brief: !verbose, earlier: this.#forgotten }))
  }
}

function rankOf(failOn: 'any' | Level): number {
  return failOn === 'any' ? LEVELS.length : LEVELS.indexOf(failOn)
}

// `kubelog-diagnose explain [inputs..]`: what each record is, which rules match it, and why others do not.
import { DEFAULT_LIMITS } from '../input/limits.ts'
import type { ExplainedRecord } from '../inspect/explained.ts'
import { Explainer } from '../inspect/explainer.ts'
import { findSecrets } from '../mask/mask.ts'
import { editTexts } from '../mask/walk.ts'
import type { Redactor } from '../redact/redactor.ts'
import { jsonText } from '../report/json.ts'
import { Page } from '../report/text/page.ts'
import type { SessionOptions } from '../session.ts'
import { writeExplained } from './explain-text.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { readCount, readTimezone, readYear } from './options.ts'
import { readInputs } from './read-inputs.ts'
import { redaction } from './redact.ts'
import { rulePack } from './rule-pack.ts'
import { textOptions, type Look } from './terminal.ts'
import { complainOf, write } from './write.ts'

export interface ExplainArguments {
  readonly inputs: readonly string[]
  readonly output: 'text' | 'json'
  readonly only: ExplainedRecord['category'] | undefined
  readonly limit: number | undefined
  readonly rules: string | undefined
  readonly year: number | undefined
  readonly timezone: string | undefined
  readonly look: Look
  readonly redact: boolean
}

/** Prints each record as soon as it is read, so that a log of any length needs no more memory than its longest record. */
export async function runExplain(args: ExplainArguments, given: Io): Promise<ExitCode> {
  const { io, redactor } = await redaction(args.redact, given)
  const shown = await shower(redactor)
  const options = clockOptions(args)
  let left = readCount('limit', args.limit) ?? Number.POSITIVE_INFINITY
  const { rules, matcher } = await rulePack(args.rules)
  const enough = new AbortController()
  io.stdout.once('error', () => enough.abort()) // the reader has gone, as `head` does
  const print = printer(args, io)
  let failure: unknown
  const explainer = new Explainer(rules, matcher, async (explained) => {
    if (enough.signal.aborted || (args.only !== undefined && explained.category !== args.only)) return
    await print(shown(explained)).catch((error: unknown) => {
      failure = error
      enough.abort()
    })
    if (--left <= 0) enough.abort()
  })
  const interrupt = AbortSignal.any([io.interrupt, enough.signal])
  const { logs, problems } = await readInputs(args.inputs, explainer, options, DEFAULT_LIMITS, { ...io, interrupt })
  if (failure !== undefined) throw failure
  for (const { name, message } of problems) complainOf(io, name, message)
  return logs === 0 || problems.length > 0 ? EXIT.failed : EXIT.fine
}

/** What may be seen of a record. */
async function shower(redactor: Redactor | undefined): Promise<(explained: ExplainedRecord) => ExplainedRecord> {
  if (redactor === undefined) return (explained) => editTexts(explained, findSecrets)
  const { redactExplained } = await import('../redact/explained.ts')
  return (explained) => redactExplained(explained, redactor)
}

function clockOptions({ year, timezone }: ExplainArguments): SessionOptions {
  const given = { year: readYear(year), timezone: readTimezone(timezone) }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function printer({ output, look }: ExplainArguments, io: Io): (explained: ExplainedRecord) => Promise<void> {
  if (output === 'json') return (explained) => write(io.stdout, jsonText(explained))
  const options = textOptions(io, look)
  return (explained) => {
    const page = new Page(options)
    writeExplained(page, explained)
    return write(io.stdout, page.toString())
  }
}

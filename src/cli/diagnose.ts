// `kubelog-diagnose [inputs..]`
import { Diagnosis } from '../diagnose.ts'
import { findInputs, readProblem, type Input } from '../input/find.ts'
import { readLines } from '../input/lines.ts'
import { LineLimiter } from '../lines/limit.ts'
import { formatJson } from '../report/json.ts'
import type { Report } from '../report/report.ts'
import { formatText } from '../report/text/text.ts'
import { LEVELS, type Level } from '../rules/rule.ts'
import type { SessionOptions } from '../session.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { readTime, readTimezone, readYear } from './options.ts'
import { rulePack } from './rule-pack.ts'
import { textOptions, type ColorMode } from './terminal.ts'
import { write } from './write.ts'

export interface DiagnoseArguments {
  readonly inputs: readonly string[]
  readonly output: 'text' | 'json'
  readonly brief: boolean
  readonly rules: string | undefined
  readonly year: number | undefined
  readonly timezone: string | undefined
  readonly since: string | undefined
  readonly until: string | undefined
  readonly failOn: 'any' | Level
  readonly color: ColorMode
}

/** Reads the inputs, prints the report, and tells by the exit code what was found. Unreadable inputs do not stop the others. */
export async function runDiagnose(args: DiagnoseArguments, io: Io): Promise<ExitCode> {
  const options = sessionOptions(args)
  const { rules, matcher } = await rulePack(args.rules)
  const { inputs, problems } = await findInputs(args.inputs.length === 0 ? ['-'] : args.inputs, io.stdin, io.now)
  const diagnosis = new Diagnosis(rules, matcher)
  for (const input of inputs) {
    const problem = await readInput(diagnosis, input, options, io.interrupt)
    if (problem !== undefined) problems.push({ name: input.name, message: problem })
  }
  for (const { name, message } of problems) io.stderr.write(`kubelog-diagnose: ${name}: ${message}\n`)
  if (inputs.length === 0) return EXIT.failed
  const report = diagnosis.report()
  await write(
    io.stdout,
    args.output === 'json'
      ? formatJson(report)
      : formatText(report, { ...textOptions(io, args.color), brief: args.brief }),
  )
  return problems.length > 0 ? EXIT.failed : exitCode(report, args.failOn)
}

function sessionOptions({ year, timezone, since, until }: DiagnoseArguments): SessionOptions {
  const zone = readTimezone(timezone)
  const given = {
    year: readYear(year),
    timezone: zone,
    since: readTime('since', since, zone),
    until: readTime('until', until, zone),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** What went wrong while reading, in plain words; what was read until then counts. */
async function readInput(
  diagnosis: Diagnosis,
  input: Input,
  options: SessionOptions,
  interrupt: AbortSignal,
): Promise<string | undefined> {
  if (interrupt.aborted) return undefined
  const limiter = new LineLimiter()
  try {
    const lines = readLines(input.open(), limiter, interrupt)
    await diagnosis.read(input.name, lines, limiter, { reference: input.reference, ...options })
    return undefined
  } catch (error) {
    return readProblem(error)
  }
}

function exitCode({ incidents }: Report, failOn: 'any' | Level): ExitCode {
  const least = failOn === 'any' ? LEVELS.length : LEVELS.indexOf(failOn)
  return incidents.some(({ level }) => LEVELS.indexOf(level) <= least) ? EXIT.found : EXIT.fine
}

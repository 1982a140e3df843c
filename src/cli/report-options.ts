// The options of every command that ends in a report, as yargs wants them.
import type { Argv } from 'yargs'
import { OUTPUT_NAMES, type OutputName } from '../report/outputs.ts'
import { LEVELS, type Level } from '../rules/rule.ts'
import { redactOption } from './redact.ts'

const DEFAULT_OUTPUT: OutputName = 'text'
const [REPORT, SITE] = ['Report', 'What your site knows'] as const

export interface ReportArgv {
  readonly redact: boolean
  readonly output: OutputName
  readonly brief: boolean
  readonly verbose: boolean
  readonly 'fail-on': 'any' | Level
}

export function reportOptions<Args>(command: Argv<Args>): Argv<Args & ReportArgv> {
  const report = command
    .option('output', {
      alias: 'o',
      choices: OUTPUT_NAMES,
      requiresArg: true,
      default: DEFAULT_OUTPUT,
      describe: 'Form of the report',
      group: REPORT,
      value: 'FORM',
      hasVariable: true,
    })
    .option('brief', { type: 'boolean', default: false, describe: 'One line an incident', group: REPORT })
    .option('verbose', {
      type: 'boolean',
      default: false,
      describe: 'All evidence, and all that no rule knows',
      group: REPORT,
    })
    .option('fail-on', {
      choices: ['any', ...LEVELS] as const,
      requiresArg: true,
      default: 'any' as const,
      describe: 'Lowest level of an incident that makes the exit code 1',
      group: REPORT,
      value: 'LEVEL',
      hasVariable: true,
    })
  return redactOption(report, REPORT)
}

export interface SiteArgv {
  readonly config: string | undefined
  readonly 'no-config': boolean
}

export function siteOptions<Args>(command: Argv<Args>): Argv<Args & SiteArgv> {
  return command
    .option('config', {
      type: 'string',
      requiresArg: true,
      describe: 'Rules to disable, other levels, and failures to suppress',
      group: SITE,
      value: 'FILE',
      completes: 'files',
      hasVariable: true,
    })
    .option('no-config', {
      type: 'boolean',
      default: false,
      describe: 'Without the configuration file that is found by itself',
      group: SITE,
    })
}

// The call that only names logs: what its words mean is known without yargs.
import { hasVariables } from './variables.ts'
import type { DiagnoseArguments } from './diagnose.ts'
import type { Io } from './io.ts'

/** Do the words name logs and nothing else, and does no variable stand for an option? */
export function isPlain(argv: readonly string[], { env }: Io): boolean {
  return argv.every(isPath) && !hasVariables(env)
}

/** Is a word stdin, or the path of a file, as no option and no command can be? */
function isPath(word: string): boolean {
  return word === '-' || (/[./]/.test(word) && !word.startsWith('-'))
}

/** The arguments where no option is given; a test holds them against yargs's. */
export function plainArguments(inputs: readonly string[]): DiagnoseArguments {
  return {
    inputs,
    output: 'text',
    follow: false,
    brief: false,
    verbose: false,
    redact: false,
    rules: undefined,
    config: undefined,
    noConfig: false,
    node: undefined,
    format: undefined,
    year: undefined,
    timezone: undefined,
    since: undefined,
    until: undefined,
    host: false,
    hostRoot: undefined,
    units: [],
    jobs: undefined,
    boot: undefined,
    maxExpand: undefined,
    failOn: 'any',
    look: { color: 'auto', ascii: false, plain: false },
  }
}

// `--config FILE`, or the file that is found by itself: the rules as a site wants them.
import { readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { configureRules, Suppressor, type Config } from '../config/config.ts'
import { RulePackError, UsageError } from '../errors.ts'
import { codeOf, readProblem } from '../input/problems.ts'
import type { Rule } from '../rules/rule.ts'
import { complain } from './write.ts'
import type { Io } from './io.ts'

export interface ConfiguredRules {
  readonly rules: readonly Rule[]
  readonly suppressor?: Suppressor
  /** What the file says, where there is one. */
  readonly config?: Config
}

/** What was said of the configuration: a file, or that there shall be none. */
export interface ConfigArguments {
  readonly config: string | undefined
  readonly noConfig: boolean
}

/** @throws UsageError when the file that was named cannot be read, RulePackError with every problem in it */
export async function configured(rules: readonly Rule[], args: ConfigArguments, io: Io): Promise<ConfiguredRules> {
  const { file, text } =
    (args.config === undefined ? await foundConfig(args, io) : await namedConfig(args.config)) ?? {}
  if (file === undefined || text === undefined) return { rules }
  const { decodeConfig } = await import('../config/decode.ts')
  const decoded = decodeConfig(text, file, rules)
  if (!decoded.ok) throw new RulePackError(decoded.errors)
  const { suppress = [] } = decoded.config
  return {
    rules: configureRules(rules, decoded.config),
    config: decoded.config,
    ...(suppress.length > 0 && { suppressor: new Suppressor(suppress) }),
  }
}

interface ConfigText {
  readonly file: string
  readonly text: string
}

async function namedConfig(file: string): Promise<ConfigText> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--config: ${file}: ${readProblem(error)}`)
  })
  return { file, text }
}

/**
 * The user's own configuration. None is looked for in the working directory, nor beside the logs: who has planted a file there must
 * not be able to say what is diagnosed.
 */
async function foundConfig({ noConfig }: ConfigArguments, io: Io): Promise<ConfigText | undefined> {
  const file = noConfig ? undefined : userConfig(io.env)
  if (file === undefined) return undefined
  try {
    return { file, text: await readFile(file, 'utf8') }
  } catch (error) {
    if (!NOT_THERE.has(codeOf(error))) complain(io, `${file}: ${readProblem(error)}: diagnosed without it`)
    return undefined
  }
}

const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR'])

/** By the XDG Base Directory Specification, which passes over relative paths. */
function userConfig({ XDG_CONFIG_HOME: xdg = '', HOME: home = '' }: Io['env']): string | undefined {
  const folder = isAbsolute(xdg) ? xdg : isAbsolute(home) ? join(home, '.config') : undefined
  return folder === undefined ? undefined : join(folder, 'kubelog-diagnose', 'config.yaml')
}

// Environment variables that stand for options: KUBELOG_DIAGNOSE_TIMEZONE for --timezone.
import type { CommandSpec } from './spec.ts'

/** How their names begin. */
export const VARIABLE = 'KUBELOG_DIAGNOSE_'

export function hasVariables(env: Readonly<Record<string, string | undefined>>): boolean {
  return Object.keys(env).some((name) => name.startsWith(VARIABLE))
}

/** An option that a variable stands for. */
export interface Standing {
  readonly option: string
  readonly variable: string
  readonly value: string
  /** As if it were written before all others, which then count more. */
  readonly word: string
}

/** The options of a command for which variables are set. An empty one is as good as none, but for the configuration. */
export function standing({ options }: CommandSpec, env: Readonly<Record<string, string | undefined>>): Standing[] {
  return options.flatMap(({ name, variable }) => {
    const value = variable === undefined ? undefined : env[variable]
    if (variable === undefined || value === undefined) return []
    if (value !== '') return [{ option: name, variable, value, word: `--${name}=${value}` }]
    return name === 'config' ? [{ option: name, variable, value, word: '--no-config' }] : []
  })
}

/** A message about an option, with the variable that it comes from. */
export function sourced(message: string, variables: readonly Standing[]): string {
  const source = variables.find(
    ({ option, value }) =>
      new RegExp(`(?<![\\w-])--${option}(?![\\w-])`).test(message) ||
      (value !== '' && message.startsWith(`${value}: `)),
  )
  return source === undefined ? message : `${message} (by ${source.variable})`
}

// What all three scripts are made of.
import type { CommandSpec, OptionSpec } from '../spec.ts'

/** What is known when a script is printed. */
export interface Known {
  readonly rules: readonly { readonly id: string; readonly title: string }[]
}

/** A command and all below it. */
export function everyCommand(command: CommandSpec): CommandSpec[] {
  return [command, ...command.commands.flatMap(everyCommand)]
}

/** The word that is a command below another one. */
export function lastWord({ path }: CommandSpec): string {
  return path.at(-1) ?? ''
}

/** `--output` and `-o`. */
export function spellings({ name, alias }: OptionSpec): string[] {
  return [`--${name}`, ...(alias === undefined ? [] : [`-${alias}`])]
}

/** Options whose value is the next word, of all commands; a script that looks for the command must pass over it. */
export function wordsWithValue(root: CommandSpec): string[] {
  const options = everyCommand(root).flatMap((command) => command.options)
  const taking = options.filter(({ value, isValueOptional }) => value !== undefined && !isValueOptional)
  return [...new Set(taking.flatMap(spellings))].sort()
}

/** Does the command take names of files? */
export function takesInputs({ words }: CommandSpec): boolean {
  return words.includes('[inputs..]')
}

/** A text in single quotes, as all shells read it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

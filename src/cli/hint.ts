// A message for a wrong command line -> the same, with what was most likely meant.
import { nearest } from '../rules/nearest.ts'
import { commandOf, type CommandSpec } from './spec.ts'

const UNKNOWN = /^no such option or command: (?<names>.+) \(see --help\)$/
const WRONG_VALUE = /^wrong value: --(?<option>\S+) is "(?<given>[^"]*)", which is none of /

/** `argv` is what was given, `root` what could be. */
export function withHint(message: string, argv: readonly string[], root: CommandSpec): string {
  const command = commandOf(root, argv)
  const names = UNKNOWN.exec(message)?.groups?.['names']
  if (names !== undefined) return `${unknown(names.split(', '), argv, command)} (see --help)`
  const { option, given } = WRONG_VALUE.exec(message)?.groups ?? {}
  if (option === undefined || given === undefined) return message
  const known = command.options.find(({ name }) => name === option)
  if (known !== undefined) return message + meant(nearest(given, known.choices))
  const choices = command.positionals.find(({ name }) => name === option)?.choices ?? []
  return message.replace(`--${option}`, option) + meant(nearest(given, choices))
}

function unknown(names: readonly string[], argv: readonly string[], command: CommandSpec): string {
  const words = names.map((name) => ({ name, word: argv.find((word) => isOption(word, name)) }))
  const options = words.flatMap(({ name, word }) => (word === undefined ? [] : [unknownOption(word, name, command)]))
  if (options.length > 0) return options.join('; ')
  return unknownCommand(names[0] ?? '', command) // what follows it is its own
}

/** Is this the word that yargs has read as the option `name`? */
function isOption(word: string, name: string): boolean {
  const dashes = name.length === 1 ? '-' : '--'
  return word === dashes + name || word.startsWith(`${dashes}${name}=`)
}

function unknownOption(word: string, name: string, { options }: CommandSpec): string {
  const near = nearest(
    name,
    options.map((option) => option.name),
  )
  return `no such option: ${word.split('=', 1)[0] ?? word}${meant(near === undefined ? undefined : `--${near}`)}`
}

function unknownCommand(name: string, { commands }: CommandSpec): string {
  const near = nearest(
    name,
    commands.map(({ path }) => path.at(-1) ?? ''),
  )
  return commands.length === 0 ? `one argument too many: ${name}` : `no such command: ${name}${meant(near)}`
}

function meant(word: string | undefined): string {
  return word === undefined ? '' : `; did you mean ${word}?`
}

/** A command that the name of a file that is not there was meant to be. */
export function commandHint(name: string, { commands }: CommandSpec): string {
  const names = commands.map(({ path }) => path.join(' '))
  const near = /^[a-z]{3,}$/.test(name) ? nearest(name, names) : undefined
  return near === undefined ? '' : `; did you mean the command ${near}?`
}

// What kubectl asks a plugin for when the TAB key is pressed: `kubectl_complete-kubelog_diagnose WORDS`, the last one begun.
import { commandOf, optionOf, type CommandSpec, type OptionSpec } from '../spec.ts'
import { EXIT, type ExitCode, type Io } from '../io.ts'
import { write } from '../write.ts'
import { kubectlFlags } from './kubectl-options.ts'
import { findNodes } from './nodes.ts'

/** Cobra's directives: what the shell does besides. */
const [NO_FILES, FILES] = [':4', ':0']

/** Prints the words that may come, each with what it is for. */
export async function completeForKubectl(words: readonly string[], root: CommandSpec, io: Io): Promise<ExitCode> {
  const [begun = '', before = ''] = [words.at(-1), words.at(-2)]
  const command = commandOf(root, ['node'])
  const option = before.startsWith('-') && !before.includes('=') ? optionOf(command, before) : undefined
  const isValue = option?.value !== undefined && !option.isValueOptional
  const offered = isValue
    ? option.choices
    : begun.startsWith('-')
      ? command.options.flatMap(described)
      : await nodes(flagsIn(words, command), io)
  const fitting = offered.filter((word) => word.startsWith(begun))
  await write(io.stdout, [...fitting, isValue && option.choices.length === 0 ? FILES : NO_FILES, ''].join('\n'))
  return EXIT.fine
}

function described({ name, describe }: OptionSpec): string[] {
  return [`--${name}\t${describe}`]
}

/** What is handed to kubectl of the words before: another context has other nodes. */
function flagsIn(words: readonly string[], command: CommandSpec): string[] {
  const given = words.slice(0, -1).flatMap((word, at) => {
    const option = word.startsWith('-') ? optionOf(command, word) : undefined
    const [, stuck] = /=(.*)/s.exec(word) ?? []
    return option === undefined ? [] : [[option.name, option.value === undefined ? true : (stuck ?? words[at + 1])]]
  })
  return kubectlFlags(Object.fromEntries(given))
}

async function nodes(flags: readonly string[], io: Io): Promise<string[]> {
  // None where kubectl cannot say: a completion complains of nothing.
  const which = { names: [], selector: undefined, all: true }
  return findNodes(which, ['--request-timeout=3s', ...flags], io).catch(() => [])
}

// The command line as data: its definition, run on a recorder in yargs's place. Help, the man page, the completions and the
// hints at what was meant are all made of it.
import type { Argv } from 'yargs'
import { VARIABLE } from './variables.ts'

/** What the definition of an option tells beyond what yargs asks for; yargs passes over it. */
export interface Hints {
  /** The word that stands for the value in help. */
  readonly value?: string
  /** What the shell completes the value with. */
  readonly completes?: Completes
  /** May an environment variable stand for it? */
  readonly hasVariable?: boolean
}

export type Completes = 'files' | 'folders' | 'rules' | 'nodes'

export interface OptionSpec {
  readonly name: string
  readonly alias: string | undefined
  readonly describe: string
  /** Under which heading it is listed. */
  readonly group: string
  /** The word for its value; undefined for a flag. */
  readonly value: string | undefined
  readonly isValueOptional: boolean
  readonly choices: readonly string[]
  readonly preset: string | undefined
  readonly completes: Completes | undefined
  readonly variable: string | undefined
}

export interface PositionalSpec {
  readonly name: string
  readonly describe: string
  readonly choices: readonly string[]
  readonly completes: Completes | undefined
}

export interface CommandSpec {
  /** The words that call it, without the program's own name: `rules show`. */
  readonly path: readonly string[]
  /** What follows them: `<id>`. */
  readonly words: string
  /** One line, for the list of commands. */
  readonly describe: string
  /** Paragraphs; lines that are indented are commands. */
  readonly about: string
  readonly positionals: readonly PositionalSpec[]
  readonly options: readonly OptionSpec[]
  readonly examples: readonly (readonly [command: string, what: string])[]
  /** Sections that stand at the end, each with a heading. */
  readonly epilogues: readonly string[]
  readonly commands: readonly CommandSpec[]
}

export const PROGRAM = 'kubelog-diagnose'
/** Where the options of the whole program stand, and those of a command that are in no other group. */
const [GENERAL, OWN] = ['General', 'Options']

/** Runs a definition on a recorder, and gives what it defines. */
export function record(define: (root: Argv) => unknown): CommandSpec {
  return recorded(define, [], '', '')
}

/** The command that some words lead to; the words before the first that is none count. */
export function commandOf(root: CommandSpec, words: readonly string[]): CommandSpec {
  let found = root
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const next = found.commands.find(({ path }) => path.at(-1) === word)
    if (next !== undefined) found = next
    else if (!word.startsWith('-') || word === '--') break
    else if (takesNext(found, word)) at++
  }
  return found
}

/** The option that a word with dashes is; a value may be stuck to it. */
export function optionOf({ options }: CommandSpec, word: string): OptionSpec | undefined {
  const [name = ''] = word.replace(/^-{1,2}/, '').split('=', 1)
  return options.find((option) => (word.startsWith('--') ? option.name : option.alias) === name)
}

function takesNext(command: CommandSpec, word: string): boolean {
  const option = optionOf(command, word)
  return option?.value !== undefined && !option.isValueOptional && !word.includes('=')
}

/** Lists that a recorder fills. */
interface Draft {
  about: string
  words: string
  readonly positionals: PositionalSpec[]
  readonly options: OptionSpec[]
  readonly examples: [string, string][]
  readonly epilogues: string[]
  readonly commands: CommandSpec[]
}

type Given = Readonly<Record<string, unknown>>

function recorded(
  build: (command: Argv) => unknown,
  path: readonly string[],
  words: string,
  describe: string,
  inherited: readonly OptionSpec[] = [],
): CommandSpec {
  const draft: Draft = { about: '', words, positionals: [], options: [], examples: [], epilogues: [], commands: [] }
  const { recorder, finish } = recorderOf(draft, path)
  build(recorder)
  finish([...inherited, ...draft.options.filter(({ group }) => group === GENERAL)])
  return { path, describe, ...draft, options: [...draft.options, ...inherited] }
}

/** What a definition calls of yargs; sub-commands are recorded last, when all that they inherit is known. */
function recorderOf(
  draft: Draft,
  path: readonly string[],
): { readonly recorder: Argv; readonly finish: (inherited: readonly OptionSpec[]) => void } {
  const waiting: ((inherited: readonly OptionSpec[]) => void)[] = []
  let group = path.length === 0 ? GENERAL : OWN
  const itself = (): Argv => recorder
  const calls: Record<string, (...given: never[]) => Argv> = {
    option: (name: string, given: Given) => (draft.options.push(optionSpec(name, { group, ...given })), recorder),
    positional: (name: string, given: Given) => (draft.positionals.push(positionalSpec(name, given)), recorder),
    example: (command: string, what: string) => (draft.examples.push([named(command), what]), recorder),
    epilogue: (text: string) => (draft.epilogues.push(named(text)), recorder),
    usage: (text: string) => {
      const [synopsis = '', ...rest] = text.split('\n')
      draft.words = synopsis.replace(['$0', ...path].join(' '), '').trim()
      draft.about = named(rest.join('\n').trim())
      return recorder
    },
    command: (call: string, describe: string | false, build: (command: Argv) => unknown = itself) => {
      const [name = '', ...words] = call.split(' ')
      if (name !== '$0') {
        waiting.push((inherited) =>
          draft.commands.push(recorded(build, [...path, name], words.join(' '), String(describe), inherited)),
        )
        return recorder
      }
      group = OWN
      build(recorder)
      group = GENERAL
      return recorder
    },
    strict: itself,
    strictOptions: itself,
    demandCommand: itself,
  }
  const recorder = calls as unknown as Argv // of which a definition calls no more
  return { recorder, finish: (inherited) => waiting.forEach((tell) => tell(inherited)) }
}

function optionSpec(name: string, given: Given): OptionSpec {
  const { alias, describe, type, choices, group, requiresArg, default: preset, defaultDescription } = given
  const { value, completes, hasVariable } = given as Hints // beside yargs's own
  const isFlag = type === 'boolean'
  const shown = [defaultDescription, preset].find((text) => typeof text === 'string')
  return {
    name,
    alias: typeof alias === 'string' ? alias : undefined,
    describe: String(describe),
    group: String(group),
    value: isFlag ? undefined : (value ?? name.split('-').at(-1)?.toUpperCase()),
    isValueOptional: !isFlag && requiresArg !== true,
    choices: Array.isArray(choices) ? choices.map(String) : [],
    preset: shown,
    completes,
    variable: hasVariable === true ? VARIABLE + name.toUpperCase().replaceAll('-', '_') : undefined,
  }
}

function positionalSpec(name: string, given: Given): PositionalSpec {
  const { describe, choices } = given
  const { completes } = given as Hints // beside yargs's own
  return { name, describe: String(describe), choices: Array.isArray(choices) ? choices.map(String) : [], completes }
}

function named(text: string): string {
  return text.replaceAll('$0', PROGRAM)
}

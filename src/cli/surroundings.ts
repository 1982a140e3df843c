// What the program looks at around it: environment variables and files.
import type { CommandSpec } from './spec.ts'

type Row = readonly [name: string, what: string]

const OTHERS: readonly Row[] = [
  ['NO_COLOR', 'No colours, when it is not empty; --color and FORCE_COLOR count more.'],
  ['FORCE_COLOR', 'Colours where stdout is no terminal too; 0 or false: none. --color counts more.'],
  ['TERM', 'With dumb there are no colours and no progress.'],
  ['LC_ALL, LC_CTYPE, LANG', 'With C or POSIX the text report is plain ASCII.'],
  ['XDG_CONFIG_HOME', 'Where the folder of the configuration is; $HOME/.config without it.'],
]

export const FILES: readonly Row[] = [
  [
    '$XDG_CONFIG_HOME/kubelog-diagnose/config.yaml',
    'The configuration, when neither --config nor KUBELOG_DIAGNOSE_CONFIG names another. None is looked for in the working directory: a folder of logs must not be able to say what is diagnosed.',
  ],
]

/** All variables: those that stand for options, in the order of the options, and the others. */
export function variables({ options }: CommandSpec): Row[] {
  const ours = options.flatMap(({ name, variable }): Row[] =>
    variable === undefined ? [] : [[variable, `Stands for --${name}, which counts more.${EMPTY.get(name) ?? ''}`]],
  )
  return [...ours, ...OTHERS]
}

const EMPTY: ReadonlyMap<string, string> = new Map([['config', ' Empty: no configuration.']])

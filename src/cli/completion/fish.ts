// The completion of fish.
import { PROGRAM, type CommandSpec, type OptionSpec, type PositionalSpec } from '../spec.ts'
import { everyCommand, lastWord, quoted, spellings, takesInputs, wordsWithValue, type Known } from './known.ts'

const CONDITIONS = `# The nodes of the cluster, which the user's kubectl knows.
function __kubelog_diagnose_nodes
    kubectl --request-timeout=3s get nodes -o name 2>/dev/null | string replace node/ ''
end

function __kubelog_diagnose_in
    string match -q -- "$argv[1]/*" (__kubelog_diagnose_command)
end

function __kubelog_diagnose_first
    test (__kubelog_diagnose_command) = "$argv[1]/0"
end
`

/** The script for `~/.config/fish/completions/kubelog-diagnose.fish`. */
export function fishScript(root: CommandSpec, known: Known): string {
  const commands = everyCommand(root)
  return `# Completion of ${PROGRAM} for fish. Made by: ${PROGRAM} completion fish

# Prints the command that the words before the cursor lead to, and how many arguments of its own it has.
function __kubelog_diagnose_command
    set -l words (commandline -opc)
    set -e words[1]
    set -l command ''
    set -l arguments 0
    set -l skip 0
    for word in $words
        if test $skip -eq 1
            set skip 0
            continue
        end
        switch "$command $word"
${commands
  .filter(({ path }) => path.length > 0)
  .map(step)
  .join('\n')}
            case ${wordsWithValue(root)
              .map((word) => `'* ${word}'`)
              .join(' ')}
                set skip 1
            case '* -*'
            case '*'
                set arguments (math $arguments + 1)
        end
    end
    echo "$command/$arguments"
end

${CONDITIONS}
function __kubelog_diagnose_rules
    printf '%s\\t%s\\n' ${known.rules.map(({ id, title }) => `${quoted(id)} ${quoted(title)}`).join(' \\\n        ')}
end

${commands.flatMap((command) => lines(command)).join('\n')}
`
}

function step({ path }: CommandSpec): string {
  const [before, word] = [path.slice(0, -1).join(' '), path.at(-1) ?? '']
  return `            case ${quoted(`${before} ${word}`)}
                test $arguments -eq 0; and set command ${quoted(path.join(' '))}; or set arguments (math $arguments + 1)`
}

function lines(command: CommandSpec): string[] {
  const name = quoted(command.path.join(' '))
  const inside = `complete -c ${PROGRAM} -n "__kubelog_diagnose_in ${name}"`
  const first = `complete -c ${PROGRAM} -n "__kubelog_diagnose_first ${name}"`
  return [
    ...(takesInputs(command) ? [] : [`${inside} -f`]),
    ...command.commands.map((below) => `${first} -a ${lastWord(below)} -d ${quoted(below.describe)}`),
    ...command.positionals.flatMap((positional) => argument(first, inside, positional)),
    ...command.options.map((option) => `${inside} ${optionWords(option)}`),
  ]
}

function argument(start: string, inside: string, { choices, completes }: PositionalSpec): string[] {
  if (completes === 'nodes') return [`${inside} -a '(__kubelog_diagnose_nodes)'`]
  if (choices.length > 0) return [`${start} -a ${quoted(choices.join(' '))}`]
  if (completes === 'rules') return [`${start} -a '(__kubelog_diagnose_rules)'`]
  return completes === 'folders' ? [`${start} -a '(__fish_complete_directories)'`] : []
}

function optionWords(option: OptionSpec): string {
  const names = spellings(option).map((word) => (word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`))
  return [...names, ...valueWords(option), '-d', quoted(option.describe)].join(' ')
}

function valueWords({ value, isValueOptional, choices, completes }: OptionSpec): string[] {
  if (value === undefined || isValueOptional) return []
  if (choices.length > 0) return ['-x', '-a', quoted(choices.join(' '))]
  if (completes === 'files') return ['-r', '-F']
  return completes === 'folders' ? ['-x', '-a', "'(__fish_complete_directories)'"] : ['-x']
}

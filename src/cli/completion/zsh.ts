// The completion of zsh.
import { PROGRAM, type CommandSpec, type OptionSpec, type PositionalSpec } from '../spec.ts'
import { everyCommand, lastWord, quoted, spellings, takesInputs, wordsWithValue, type Known } from './known.ts'

/** The script: a file `_kubelog-diagnose` in a folder of $fpath, or sourced after compinit. */
export function zshScript(root: CommandSpec, known: Known): string {
  const commands = everyCommand(root)
  return `#compdef ${PROGRAM}
# Completion of ${PROGRAM} for zsh. Made by: ${PROGRAM} completion zsh

_kubelog_diagnose_rules() {
  local -a rules=(
${known.rules.map(({ id, title }) => `    ${quoted(`${id}:${title.replaceAll(':', String.raw`\:`)}`)}`).join('\n')}
  )
  _describe -t rules rule rules
}

${commands.filter(hasCommands).map(listFunction).join('\n\n')}

# The nodes of the cluster, which the user's kubectl knows.
_kubelog_diagnose_nodes() {
  local -a nodes=(\${\${(f)"$(kubectl --request-timeout=3s get nodes -o name 2>/dev/null)"}#node/})
  _describe -t nodes node nodes
}

_${PROGRAM}() {
  local command= i=2 at=0
  # Finds the command and takes its words out, so that the rest is completed as if it were a program of its own.
  while (( i < CURRENT )); do
    case "$command \${words[i]}" in
${commands
  .filter(({ path }) => path.length > 0)
  .map(step)
  .join('\n')}
    (*' --') break ;;
    (${wordsWithValue(root)
      .map((word) => `*' ${word}'`)
      .join('|')}) (( i += 2 )) ;;
    (*' '-*) (( i++ )) ;;
    (*) at=1; (( i++ )) ;;
    esac
  done
  case "$command" in
${commands.map((command) => branch(command, root)).join('\n')}
  esac
}

if [[ "\${funcstack[1]}" == _${PROGRAM} ]]; then _${PROGRAM} "$@"; else compdef _${PROGRAM} ${PROGRAM}; fi
`
}

function hasCommands({ commands }: CommandSpec): boolean {
  return commands.length > 0
}

function step({ path }: CommandSpec): string {
  const [before, word] = [path.slice(0, -1).join(' '), path.at(-1) ?? '']
  const take = `command='${path.join(' ')}'; words[i]=(); (( CURRENT-- ))`
  return `    ('${before} ${word}') if (( at == 0 )); then ${take}; else (( i++ )); fi ;;`
}

/** A function that offers the commands below one. */
function listFunction(command: CommandSpec): string {
  const items = command.commands.map((below) => quoted(`${lastWord(below)}:${below.describe.replaceAll(':', '')}`))
  return `${listName(command)}() {
  local -a commands=(
${items.map((item) => `    ${item}`).join('\n')}
  )
  _describe -t commands command commands
}`
}

function listName({ path }: CommandSpec): string {
  return `_kubelog_diagnose_${['commands', ...path].join('_')}`
}

function branch(command: CommandSpec, root: CommandSpec): string {
  const specs = [...command.options.map(optionSpec), ...argumentSpecs(command, root)]
  return `  ('${command.path.join(' ')}')
    _arguments -s -S \\
${specs.map((spec) => `      ${spec}`).join(' \\\n')}
    ;;`
}

/** `'(-o --output)'{-o,--output=}'[Form of the report]:FORM:(text json)'` */
function optionSpec(option: OptionSpec): string {
  const names = spellings(option).map((name) =>
    option.value !== undefined && name.startsWith('--') ? `${name}=` : name,
  )
  const repeats = option.name === 'unit' ? '*' : ''
  const after =
    option.value === undefined ? '' : `${option.isValueOptional ? '::' : ':'}${option.value}:${action(option)}`
  const text = `[${option.describe.replaceAll(/[[\]:]/g, String.raw`\$&`)}]${after}`
  if (repeats !== '') return quoted(`*${names[0] ?? ''}${text}`)
  if (names.length === 1) return quoted(`${names[0] ?? ''}${text}`)
  return `'(${spellings(option).join(' ')})'{${names.join(',')}}${quoted(text)}`
}

function action({ choices, completes }: OptionSpec | PositionalSpec): string {
  if (choices.length > 0) return `(${choices.join(' ')})`
  if (completes === undefined) return ' '
  return { files: '_files', folders: '_files -/', rules: '_kubelog_diagnose_rules', nodes: '_kubelog_diagnose_nodes' }[
    completes
  ]
}

function argumentSpecs(command: CommandSpec, root: CommandSpec): string[] {
  if (command === root) {
    return [quoted(`1: : _alternative "commands:command:${listName(root)}" "files:log:_files"`), quoted('*:log:_files')]
  }
  if (takesInputs(command)) return [quoted('*:log:_files')]
  if (hasCommands(command)) return [quoted(`1: :${listName(command)}`)]
  const many = command.positionals.find(({ completes }) => completes === 'nodes')
  if (many !== undefined) return [quoted(`*:node:${action(many)}`)]
  return command.positionals.map((positional, index) => quoted(`${index + 1}:${positional.name}:${action(positional)}`))
}

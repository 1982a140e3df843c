// The completion of bash, from 3.2 on; it needs no bash-completion.
import { PROGRAM, type CommandSpec, type OptionSpec, type PositionalSpec } from '../spec.ts'
import { everyCommand, lastWord, spellings, takesInputs, wordsWithValue, type Known } from './known.ts'

const HELPERS = `# Offers the nodes of the cluster, which the user's kubectl knows. Bash would expand other words than names.
_kubelog_diagnose_nodes() {
  _kubelog_diagnose_words "$(kubectl --request-timeout=3s get nodes -o name 2>/dev/null | sed -n 's,^node/\\([a-z0-9.-]*\\)$,\\1,p')"
}

# Offers some words; without them, nothing.
_kubelog_diagnose_words() {
  compopt +o default 2>/dev/null
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

# Offers names of files, and some words before them; an empty list leaves the files to bash.
_kubelog_diagnose_files() {
  local file
  COMPREPLY=()
  [ -n "$1" ] || return 0
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
  while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$cur")
}

_kubelog_diagnose_folders() {
  compopt +o default -o dirnames 2>/dev/null
  COMPREPLY=()
}
`

/** The script for `~/.bashrc` or bash-completion's folder. */
export function bashScript(root: CommandSpec, known: Known): string {
  const commands = everyCommand(root)
  return `# Completion of ${PROGRAM} for bash. Made by: ${PROGRAM} completion bash

${HELPERS}
_kubelog_diagnose() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command= at=0 i=1
  # Bash cuts --option=value into three words.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  while ((i < COMP_CWORD)); do
    case "$command \${COMP_WORDS[i]}" in
${commands
  .filter(({ path }) => path.length > 0)
  .map(step)
  .join('\n')}
    *' --') at=-1; break ;;
    ${wordsWithValue(root)
      .map((word) => `*' ${word}'`)
      .join(' | ')}) [[ \${COMP_WORDS[i + 1]} == = ]] && ((i++)); ((i++)) ;;
    *' '-* | *' =') ;;
    *) at=$((at + 1)) ;;
    esac
    ((i++))
  done
  if ((at < 0)); then _kubelog_diagnose_files; return; fi
  case "$command" in
${commands.map((command) => branch(command, known)).join('\n')}
  esac
}

complete -o default -F _kubelog_diagnose ${PROGRAM}
`
}

/** Goes one command deeper. */
function step({ path }: CommandSpec): string {
  const [before, word] = [path.slice(0, -1).join(' '), path.at(-1) ?? '']
  return `    '${before} ${word}') ((at == 0)) && command='${path.join(' ')}' ;;`
}

/** What comes next in a command. */
function branch(command: CommandSpec, known: Known): string {
  const options = command.options.flatMap(spellings).join(' ')
  const values = command.options.flatMap((option) => valueOf(option, known))
  return `  '${command.path.join(' ')}')
    case "$prev" in
${values.map((line) => `    ${line}`).join('\n')}
    esac
    if [[ $cur == -* ]]; then _kubelog_diagnose_words '${options}'; return; fi
    ${argumentOf(command, known)}
    ;;`
}

function valueOf(option: OptionSpec, { rules }: Known): string[] {
  if (option.value === undefined || option.isValueOptional) return []
  const pattern = spellings(option).join(' | ')
  return [`${pattern}) ${offer(option, rules.map(({ id }) => id).join(' '))}; return ;;`]
}

function offer({ choices, completes }: OptionSpec | PositionalSpec, rules: string): string {
  if (choices.length > 0) return `_kubelog_diagnose_words '${choices.join(' ')}'`
  if (completes === 'nodes') return '_kubelog_diagnose_nodes'
  if (completes === 'rules') return `_kubelog_diagnose_words '${rules}'`
  if (completes === 'folders') return '_kubelog_diagnose_folders'
  return completes === 'files' ? '_kubelog_diagnose_files' : "_kubelog_diagnose_words ''"
}

function argumentOf(command: CommandSpec, { rules }: Known): string {
  const [positional] = command.positionals
  const below = command.commands.map(lastWord).join(' ')
  if (takesInputs(command)) {
    return below === ''
      ? '_kubelog_diagnose_files'
      : `if ((at == 0)); then _kubelog_diagnose_files '${below}'; else _kubelog_diagnose_files; fi`
  }
  if (below !== '') return `_kubelog_diagnose_words '${below}'`
  if (positional === undefined) return "_kubelog_diagnose_words ''"
  const first = offer(positional, rules.map(({ id }) => id).join(' '))
  if (positional.completes === 'nodes') return first
  return `if ((at == 0)); then ${first}; else _kubelog_diagnose_words ''; fi`
}

// `kubelog-diagnose man`: the command line as data -> its manual page, in man(7).
import { grouped, termsOf } from './help.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { PROGRAM, type CommandSpec, type OptionSpec } from './spec.ts'
import { FILES, variables } from './surroundings.ts'
import { version } from './version.ts'
import { write } from './write.ts'

const PURPOSE = "name the root cause in kubelet's log"

export async function printMan(root: CommandSpec, io: Io): Promise<ExitCode> {
  await write(io.stdout, `${manPage(root).join('\n')}\n`)
  return EXIT.fine
}

function manPage(root: CommandSpec): string[] {
  return [
    String.raw`.\" Made by: ${PROGRAM} man`,
    `.TH ${PROGRAM.toUpperCase().replaceAll('-', String.raw`\-`)} 1 "" "${PROGRAM} ${version()}" "User Commands"`,
    // Names of options and formats are copied and looked for: they are never broken, also where a macro would allow it again.
    '.nr HY 0',
    '.nh',
    '.ad l',
    '.SH NAME',
    `${escaped(PROGRAM)} \\- ${escaped(PURPOSE)}`,
    '.SH SYNOPSIS',
    ...[root, ...root.commands]
      .map((command) => synopsis(command))
      .join('\n.br\n')
      .split('\n'),
    '.SH DESCRIPTION',
    ...paragraphs(root.about),
    ...options(root, '.SH OPTIONS'),
    '.SH COMMANDS',
    ...root.commands.flatMap(below),
    '.SH EXIT STATUS',
    ...exitCodes(root),
    '.SH ENVIRONMENT',
    ...variables(root).flatMap(([name, what]) => term(`.B ${escaped(name)}`, what)),
    '.SH FILES',
    ...FILES.flatMap(([name, what]) => term(`.I ${escaped(name)}`, what)),
    '.SH EXAMPLES',
    ...root.examples.flatMap(([command, what]) => ['.TP', escaped(what), '.EX', escaped(command), '.EE']),
    '.SH SEE ALSO',
    '.BR journalctl (1),',
    '.BR kubectl (1)',
  ]
}

function synopsis({ path, words }: CommandSpec): string {
  return [`.B ${escaped([PROGRAM, ...path].join(' '))}`, ...(words === '' ? [] : [escaped(words)])].join('\n')
}

/** A command and those below it. */
function below(command: CommandSpec): string[] {
  const own = { ...command, options: command.options.filter(({ group }) => group !== 'General') }
  const about = command.about || `${command.describe}.`
  const text = command.commands.length > 0 && command.about === '' ? [] : paragraphs(about)
  return [
    `.SS ${escaped([...command.path, command.words].join(' ').trim())}`,
    ...text,
    ...options(own, ''),
    ...exitCodes(command),
    ...command.commands.flatMap(below),
  ]
}

/** Without what the help says of where to go next: all of it is here. */
function exitCodes({ path, epilogues }: CommandSpec): string[] {
  const [, codes] = termsOf(epilogues.find((text) => text.startsWith('Exit code:')) ?? '')
  if (codes.length === 0) return []
  const lines = codes.flatMap(([code, what]) => term(`.B ${code}`, what))
  return path.length === 0 ? lines : ['.PP', 'Exit status:', ...lines]
}

function options(command: CommandSpec, heading: string): string[] {
  const groups = [...grouped(command.options)].filter(([, listed]) => listed.length > 0)
  if (groups.length === 0) return []
  const isOne = groups.length === 1
  return [
    ...(heading === '' ? [] : [heading]),
    ...groups.flatMap(([group, listed]) => [...(isOne ? [] : [`.SS ${escaped(group)}`]), ...listed.flatMap(option)]),
  ]
}

function option(spec: OptionSpec): string[] {
  const { name, alias, value, isValueOptional, describe, choices, preset, variable } = spec
  const names = [...(alias === undefined ? [] : [`-${alias}`]), `--${name}`].map((word) => `\\fB${escaped(word)}\\fR`)
  const after = value === undefined ? '' : isValueOptional ? ` [\\fI${value}\\fR]` : ` \\fI${value}\\fR`
  const listed = choices.length === 0 ? [] : [`One of: ${choices.join(', ')}.`]
  const given = preset === undefined ? [] : [`Default: ${preset}.`]
  const also = variable === undefined ? [] : [`Variable: ${variable}.`]
  return term(`${names.join(', ')}${after}`, [`${describe}.`, ...listed, ...given, ...also].join(' '))
}

function term(name: string, text: string): string[] {
  return ['.TP', name, ...filled(text)]
}

/** Text that is filled, and indented lines as they are. */
function paragraphs(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return ['.PP']
    return line.startsWith('  ') ? ['.EX', `    ${escaped(line.trim())}`, '.EE'] : filled(line)
  })
}

/** A text that is filled, in lines as short as its reader wants them. */
function filled(text: string): string[] {
  return escaped(text)
    .split(/(?<=\S.{60,}?) /)
    .map((line) => line.replace(/^\./, String.raw`\&.`))
}

/** Text as roff shows it: hyphens that can be copied, nothing that is a request. */
function escaped(text: string): string {
  const safe = text.replaceAll('\\', String.raw`\e`).replaceAll('-', String.raw`\-`)
  return safe.replaceAll("'", String.raw`\(aq`).replace(/^\./, String.raw`\&.`)
}

// A command as data -> its help.
import { Page } from '../report/text/page.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { commandOf, PROGRAM, type CommandSpec, type OptionSpec } from './spec.ts'
import { textOptions } from './terminal.ts'
import { write } from './write.ts'

const WIDEST = 100
/** Longer lists of choices stand in the manual page, and in the message for a wrong one. */
const MOST_CHOICES = 12
/** Where descriptions begin; what is longer has a line of its own. */
const [OPTION_TEXT, EXAMPLE_TEXT, WIDEST_TERM] = [26, 54, 36]
/** Columns that a text is worth beside something; and where it stands below it when it has fewer. */
const [LEAST_TEXT, NARROW_TEXT] = [22, 6]

export async function printHelp(root: CommandSpec, words: readonly string[], io: Io): Promise<ExitCode> {
  const options = textOptions(io, { color: 'auto', ascii: false, plain: false })
  const page = new Page({ ...options, width: Math.min(options.width ?? 80, WIDEST) })
  writeHelp(commandOf(root, words), page)
  await write(io.stdout, page.toString())
  return EXIT.fine
}

function writeHelp(command: CommandSpec, page: Page): void {
  page.hang('Usage: ', `${PROGRAM} ${[...command.path, command.words].join(' ')}`.trim())
  page.line()
  paragraphs(page, command.about || `${command.describe}.`)
  section(page, 'Examples:', command.examples, ([text, what]) => row(page, text, what, EXAMPLE_TEXT, 6))
  section(page, 'Commands:', command.commands, ({ path, words, describe }) =>
    row(page, [...path, words.replace('[options] ', '')].join(' ').trim(), describe),
  )
  section(page, 'Arguments:', command.positionals, ({ name, describe }) => row(page, name.toUpperCase(), describe))
  for (const [group, options] of grouped(command.options)) {
    section(page, `${group}:`, options, (option) => row(page, optionLabel(option), optionText(option)))
  }
  for (const text of command.epilogues) {
    const [heading, terms] = termsOf(text)
    const column = Math.min(Math.max(...terms.map(([term]) => term.length)), WIDEST_TERM) + 4
    section(page, heading, terms, ([term, what]) => row(page, term, what, column))
  }
}

/** A section of the end: its heading, and terms with what they stand for. */
export function termsOf(text: string): [heading: string, terms: [term: string, what: string][]] {
  const [heading = '', ...lines] = text.split('\n')
  return [
    heading,
    lines.map((line) => {
      const [term = '', ...what] = line.trim().split(/ {2,}/)
      return [term, what.join('  ')]
    }),
  ]
}

/** A heading with what stands below it; nothing without. */
function section<Item>(page: Page, heading: string, items: readonly Item[], each: (item: Item) => void): void {
  if (items.length === 0) return
  page.line()
  page.line(page.style('heading', heading))
  for (const item of items) each(item)
}

/** Text is wrapped, indented lines are commands to copy. */
function paragraphs(page: Page, text: string): void {
  for (const line of text.split('\n')) {
    if (line.startsWith('  ')) page.line(page.style('command', line))
    else page.hang('', line)
  }
}

/** What has no room beside it for its text has it below. */
function row(page: Page, label: string, text: string, column = OPTION_TEXT, below = column): void {
  const start = `  ${label}`
  const isNarrow = page.width - column < LEAST_TEXT
  if (start.length + 2 <= column && !isNarrow) return page.hang(start.padEnd(column), text)
  page.line(start)
  page.hang(' '.repeat(isNarrow ? NARROW_TEXT : below), text)
}

/** Options by their group, in the order in which the groups first come. */
export function grouped(options: readonly OptionSpec[]): Map<string, OptionSpec[]> {
  const groups = new Map<string, OptionSpec[]>()
  for (const option of options) groups.set(option.group, [...(groups.get(option.group) ?? []), option])
  const general = groups.get('General') ?? []
  groups.delete('General')
  return groups.set('General', general)
}

/** `-o, --output FORM` */
export function optionLabel({ alias, name, value, isValueOptional }: OptionSpec): string {
  const short = alias === undefined ? '    ' : `-${alias}, `
  const after = value === undefined ? '' : isValueOptional ? ` [${value}]` : ` ${value}`
  return `${short}--${name}${after}`
}

function optionText({ describe, choices, preset }: OptionSpec): string {
  if (choices.length === 0) return preset === undefined ? describe : `${describe} (${preset})`
  if (choices.length > MOST_CHOICES) return `${describe} (${choices.length} names: see man)`
  return `${describe}: ${choices.map((choice) => (choice === preset ? `${choice} (default)` : choice)).join(', ')}`
}

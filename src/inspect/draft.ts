// Records -> a rule to start from: what the line itself tells is filled in, what only a person knows says TODO.
import { JournalParser } from '../journal/parser.ts'
import { endOfGoString } from '../klog/go-string.ts'
import { KlogParser } from '../klog/parser.ts'
import type { LogRecord } from '../klog/record.ts'
import { Matcher } from '../match/matcher.ts'
import { flatten } from '../match/text.ts'
import type { Rule, Signature } from '../rules/rule.ts'
import { literalsOf, MAX_TEXT, type Literal } from './literal.ts'
import { patternOf } from './pattern.ts'
import { withTodos } from './todo.ts'

export interface Draft {
  readonly rule: Rule
  /** Other texts that the signature could look for. */
  readonly alternatives: readonly Literal[]
}

/** Keys of klog's values -> captures, in the order in which they make a subject. */
const CAPTURED: readonly (readonly [key: string, capture: string])[] = [
  ['pod', 'pod'],
  ['containerName', 'container'],
  ['container', 'container'],
  ['volumeName', 'volume'],
  ['volume', 'volume'],
  ['image', 'image'],
  ['unit', 'unit'],
  ['path', 'path'],
  ['address', 'address'],
]
const SUBJECTS = ['pod', 'volume', 'image', 'unit']
const ALTERNATIVES = 3

/**
 * Starts a rule from some lines, of which it shall match the gravest record. Undefined when there is no constant text in it.
 *
 * @example
 * draftRule('flux-overheated', [line])?.rule.signatures[0]?.contains //=> 'Flux capacitor overheated'
 */
export function draftRule(id: string, lines: readonly string[]): Draft | undefined {
  const record = gravest(lines)
  const names = record === undefined ? [] : namesOf(record)
  const [literal, ...others] = record === undefined ? [] : literalsOf(record, names)
  if (record === undefined || literal === undefined) return undefined
  const signature = signatureOf(record, literal, names)
  const rule = withTodos(id, signature, lines.map((line) => `${line}\n`).join(''))
  const captures = new Matcher([rule]).match(record)[0]?.captures ?? {}
  return { rule: withCaptures(rule, signature, captures), alternatives: others.slice(0, ALTERNATIVES) }
}

const GRAVITY = ['F', 'E', 'W', 'text', 'I', 'trace']

/** The record that is most likely to be the failure; of several the first. */
function gravest(lines: readonly string[]): LogRecord | undefined {
  const records: LogRecord[] = []
  const klog = new KlogParser((record) => records.push(record))
  const journal = new JournalParser('stdin', { entry: (entry) => klog.next(entry), marker: () => {} })
  for (const line of lines) journal.next(line)
  journal.end()
  journal.end()
  klog.end()
  const gravity = ({ kind, severity }: LogRecord): number => GRAVITY.indexOf(kind === 'klog' ? (severity ?? 'W') : kind)
  return records.sort((a, b) => gravity(a) - gravity(b))[0]
}

function withCaptures(rule: Rule, signature: Signature, captures: Readonly<Record<string, string>>): Rule {
  const subject = SUBJECTS.find((name) => captures[name] !== undefined)
  const [first] = Object.keys(captures)
  const summary = `TODO say it in a few words${first === undefined ? '' : `, with {${subject ?? first}}`}`
  const match = rule.samples.match.map(({ from, ...sample }) => ({
    ...sample,
    ...(first !== undefined && { captures }),
    from,
  }))
  return {
    ...rule,
    ...(subject !== undefined && { subject }),
    signatures: [{ ...signature, summary }],
    samples: { ...rule.samples, match },
  }
}

function signatureOf(record: LogRecord, { contains, at }: Literal, names: readonly string[]): Signature {
  const captures = capturesOf(record)
  const regex = textsOf(record)
    .map((text) => patternOf(text, names, Object.keys(captures)))
    .find((pattern) => pattern !== undefined)
  const { severity, source } = record
  const identifier = severity === undefined && record.kind !== 'klog' ? source.SYSLOG_IDENTIFIER : undefined
  return {
    id: slug(contains),
    contains,
    at,
    ...(regex !== undefined && { regex }),
    ...(severity !== undefined && { severity: [severity] }),
    ...(identifier !== undefined && { identifier: [identifier] }),
    ...(Object.keys(captures).length > 0 && { captures }),
  }
}

/** Words that are names: the host, and values that are one word. */
function namesOf(record: LogRecord): string[] {
  const values = record.values.filter(
    ({ key, value }) => key !== 'err' && key !== 'error' && /^[\w.:@/-]{3,253}$/.test(value),
  )
  const parts = values.flatMap(({ value }) => [value, ...value.split('/')])
  return [...new Set([record.source._HOSTNAME ?? '', ...parts])].filter((name) => name.length > 2)
}

function capturesOf(record: LogRecord): Record<string, string> {
  const captures: Record<string, string> = {}
  for (const [key, name] of CAPTURED) if (record.value(key)) captures[name] ??= `values.${key}`
  return captures
}

/** Where a regex looks for captures: flattened, as it will be matched. */
function textsOf({ text, structured }: LogRecord): string[] {
  if (structured === undefined) return [flatten(text).slice(0, MAX_TEXT)]
  const err = structured.values.find(({ key }) => key === 'err' || key === 'error')
  const msg = text.slice(1, endOfGoString(text, 0) - 1)
  const texts = [...(err === undefined ? [] : [text.slice(err.start, err.end).replace(/^"|"$/g, '')]), msg]
  return texts.map((it) => flatten(it).slice(0, MAX_TEXT))
}

/** The first words of a text as an id. */
function slug(text: string): string {
  const words = text.toLowerCase().match(/[a-z\d]+/g) ?? ['first']
  return words.slice(0, 5).join('-').slice(0, 48).replace(/-$/, '')
}

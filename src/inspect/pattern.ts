// A text of a log -> a regex that captures what differs from record to record.
import { partsOf, type Part } from './parts.ts'

/** Captures that rules know. */
const CAPTURES = [
  'pod',
  'container',
  'image',
  'volume',
  'unit',
  'path',
  'address',
  'namespace',
  'secret',
  'configmap',
] as const
const NAMED = new RegExp(String.raw`\b(${CAPTURES.join('|')})[ :=]*[("'${'`'}[]*$`, 'i')
/** Characters of constant text that are kept before the first capture and after the last one. */
const AROUND = 40
const MOST = 300

interface Piece {
  readonly isConstant: boolean
  readonly text: string
  /** Matches the part. */
  readonly pattern: string
  readonly name?: string
}

/**
 * A regex for the stretch of a text that has names in it, with captures; undefined when there is nothing to capture. `taken` are
 * captures that come from elsewhere.
 *
 * @example
 * patternOf('no watch for /sys/fs/cgroup: EOF', [], []) //=> 'no watch for (?<path>/[^\\s"\',;:()]+): EOF'
 */
export function patternOf(text: string, names: readonly string[], taken: readonly string[]): string | undefined {
  const runs = runsOf(partsOf(text, names), taken)
  const best = runs.sort((a, b) => captures(b) - captures(a))[0]
  return best === undefined || captures(best) === 0 ? undefined : joined(best)
}

/** The parts between breaks, as pieces of a regex. */
function runsOf(parts: readonly Part[], taken: readonly string[]): Piece[][] {
  const runs: Part[][] = [[]]
  for (const part of parts) {
    if (isBreak(part)) runs.push([])
    else runs.at(-1)?.push(part)
  }
  return runs.map((run) => piecesOf(run, taken))
}

/** Joined parts of several kinds may have in them what their pattern has not. */
function isBreak(part: Part): boolean {
  return part.kind === 'break' || (part.kind !== 'constant' && !new RegExp(`^${variable(part)}$`).test(part.text))
}

function piecesOf(parts: readonly Part[], taken: readonly string[]): Piece[] {
  const used = new Set(taken)
  return parts.map((part, index) => {
    const { text } = part
    if (part.kind === 'constant') return { isConstant: true, text, pattern: escaped(text) }
    const before = parts[index - 1]?.text
    const name = before === undefined ? undefined : nameOf(part, before) // a regex must not begin with what varies
    const isNew = name !== undefined && !used.has(name)
    if (isNew) used.add(name)
    return { isConstant: false, text, pattern: variable(part, isNew ? name : undefined), ...(isNew && { name }) }
  })
}

/** Ids are no names. */
const ID = /^\W?(?:[\da-f]{12,}|[\da-f]{8}-[\da-f]{4}-.*)\W?$/

function nameOf({ kind, text }: Part, before: string): string | undefined {
  const named = NAMED.exec(before)?.[1]?.toLowerCase()
  if (kind === 'path' || (kind === 'quoted' && /^.\//.test(text))) return named === 'volume' ? named : 'path'
  if (kind === 'address' || kind === 'image' || kind === 'unit') return kind
  return kind === 'number' || ID.test(text) || text.length < 3 ? undefined : named
}

function variable({ kind, text }: Part, name?: string): string {
  const quote = kind === 'quoted' ? text.charAt(0) : ''
  const body = kind === 'quoted' ? String.raw`[^${quote}\s]*` : (BODIES.get(kind) ?? String.raw`[^\s"]+`)
  if (name === undefined) return `${quote}${body}${quote}`
  // kubelet's older messages name pods as `name_namespace(uid)`.
  if (name === 'pod' && quote !== '' && text.includes('(')) return `${quote}(?<pod>[^${quote}(]+)\\(${body}${quote}`
  return `${quote}(?<${name}>${body})${quote}`
}

const BODIES = new Map([
  ['number', String.raw`\d+`],
  ['uid', String.raw`[\da-f-]{36}`],
  ['path', String.raw`/[^\s"',;:()]+`],
  ['address', String.raw`[\w.:[\]-]+`],
])

/** From the words before the first capture to those after the last one that finds room. */
function joined(pieces: readonly Piece[]): string {
  const named = pieces.flatMap(({ name }, index) => (name === undefined ? [] : [index]))
  const first = named[0] ?? 0
  let start = first - 1
  while (start >= 2 && !/[A-Za-z]{3}/.test(pieces[start]?.text ?? '')) start -= 2
  for (const last of named.toReversed()) {
    const inner = pieces.slice(start + 1, last + 1).map(({ pattern }) => pattern)
    const before = ending(pieces[start]?.text ?? '').trimStart()
    const regex = `${escaped(before)}${inner.join('')}${escaped(beginning(pieces[last + 1]?.text ?? '').trimEnd())}`
    if (regex.length <= MOST || last === first) return regex
  }
  return '' // never: there is a first one
}

function ending(text: string): string {
  return text.length <= AROUND ? text : text.slice(text.indexOf(' ', text.length - AROUND) + 1 || -AROUND)
}

function beginning(text: string): string {
  const end = text.lastIndexOf(' ', AROUND)
  return text.length <= AROUND ? text : text.slice(0, end > 0 ? end : AROUND)
}

function captures(pieces: readonly Piece[]): number {
  return pieces.filter(({ name }) => name !== undefined).length
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}

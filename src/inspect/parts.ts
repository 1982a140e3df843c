// A text of a log -> its constant parts and those that differ from record to record: names, numbers, paths, addresses, quoted text.

export type PartKind =
  | 'constant'
  | 'quoted'
  | 'path'
  | 'address'
  | 'image'
  | 'unit'
  | 'uid'
  | 'number'
  /** A name, an id, a word with digits in it. */
  | 'word'
  /** What no regex should go through: line breaks, escapes, other than ASCII. */
  | 'break'

export interface Part {
  readonly kind: PartKind
  readonly text: string
}

// In the order in which they are tried at each place.
const KINDS: readonly (readonly [name: string, pattern: string])[] = [
  ['break', String.raw`[^\x20-\x7e]+|\\+\w*`],
  ['wrapper', String.raw`\brpc error: code = \w+ desc = `],
  ['quoted', String.raw`"[^"\s\\]*"|${'`[^`\\s\\\\]*`'}|(?<!\w)'[^'"\s\\]*'(?!\w)`],
  ['uid', String.raw`\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b`],
  ['date', String.raw`\b\d{4}-\d\d-\d\d(?=[T ]\d\d:)`],
  ['time', String.raw`T?\b\d\d:\d\d:\d\d[\w.:+-]*`],
  ['url', String.raw`\b[a-z][a-z\d+.-]*://[^\s"',;()\\]+`],
  ['image', String.raw`\b[a-z\d][\w.-]*(?::\d+)?(?:/[\w.-]+)+(?::[\w.-]*\w|@sha256:[\da-f]+)+`],
  ['path', String.raw`(?<![\w.])(?:/[\w.@~{}*+%$=-]+)+/?`],
  ['address', String.raw`\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[[\da-f:]*::?[\da-f:]*\](?::\d+)?`],
  ['host', String.raw`\b(?![\w.-]*\.(?:go|c|cc|cpp|h|py|rs):)(?:localhost|[a-zA-Z]\w*[.-][\w.-]*):\d{2,5}\b`],
  ['unit', String.raw`\b[\w@.-]+\.(?:service|scope|slice|socket|mount|timer|target)\b`],
  ['assigned', String.raw`(?<=\w=)[^\s"',;()\]}\\]+`],
  ['slashed', String.raw`\b[\w.-]+/[\w.-]+`],
  ['dotted', String.raw`\b[\w-]+(?:\.[\w-]+)+`],
  ['number', String.raw`\b\d+\b(?![\w-])`],
  ['digits', String.raw`\b[\w-]*\d[\w-]*`],
]

const KIND_OF: Readonly<Record<string, PartKind>> = {
  wrapper: 'break',
  date: 'word',
  time: 'word',
  url: 'word',
  host: 'address',
  assigned: 'word',
  slashed: 'word',
  dotted: 'word',
  digits: 'word',
  known: 'word',
}

/**
 * Takes a text apart. `names` are words that are known to be names: the host, the values of the record. The parts joined
 * are the text again.
 *
 * @example
 * partsOf('Failed to watch "/sys/fs": EOF', []).map(({ kind }) => kind) //=> ['constant', 'quoted', 'constant']
 */
export function partsOf(text: string, names: readonly string[]): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const found of text.matchAll(variable(names))) {
    const [kind = 'break'] = Object.entries(found.groups ?? {}).find(([, value]) => value !== undefined) ?? []
    if (kind === 'slashed' && !/[\d-]/.test(found[0])) continue // i/o, and/or
    if (found.index > at) parts.push({ kind: 'constant', text: text.slice(at, found.index) })
    add(parts, { kind: KIND_OF[kind] ?? (kind as PartKind), text: found[0] }) // the groups are named after the kinds
    at = found.index + found[0].length
  }
  if (at < text.length) parts.push({ kind: 'constant', text: text.slice(at) })
  return parts
}

function variable(names: readonly string[]): RegExp {
  const known = names
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
    .sort((a, b) => b.length - a.length)
  const [first, ...rest] = KINDS
  const kinds = [
    ...(first ? [first] : []),
    ...(known.length > 0 ? [['known', String.raw`(?<![\w/-])(?:${known.join('|')})(?![\w/-])`] as const] : []),
    ...rest,
  ]
  return new RegExp(kinds.map(([name, pattern]) => `(?<${name}>${pattern})`).join('|'), 'g')
}

/** Two variable parts without anything between them are one. */
function add(parts: Part[], part: Part): void {
  const last = parts.at(-1)
  if (last === undefined || last.kind === 'constant') return void parts.push(part)
  const isBreak = last.kind === 'break' || part.kind === 'break' || /\s/.test(last.text + part.text)
  parts.splice(-1, 1, { kind: isBreak ? 'break' : 'word', text: last.text + part.text })
}

// Secrets that are known by what stands before them: `password=`, `"token":`, `Authorization: Bearer`, `?sig=`, `--token`.
import type { Edit, Part } from './edit.ts'
import { valueAt } from './value.ts'

/** `key=`, `key: `, `"key":` with any quoting of the log around it; the keys end in these words. */
const PAIR =
  /(?<key>passw(?:or)?d|passphrase|pwd|secret|token|credentials?|api[_-]?key|access[_-]?key(?:[_-]?id)?|secret[_-]?key|account[_-]?key|shared[_-]?access[_-]?key|private[_-]?key|client[_-]?key[_-]?data|certificate[_-]key)(?<quote>\\{0,8}["'])?(?<sign>=| = |\s?: ?)/gi
/** In a query `key`, `sig` and others are secrets that elsewhere are none. */
const QUERY = /[?&](?:x-(?:amz|goog)-(?:signature|credential|security-token)|signature|sig|awsaccesskeyid)=/gi
const FLAG = /(?<![\w-])--?[a-z-]{0,24}(?:password|passwd|token|secret|api-key|certificate-key) (?=[^\s-])/gi
/** `"auth":"..."` of Docker's configuration: a user and a password in base64. */
const AUTH = /["']auth\\{0,8}["'] ?: ?(?=\\{0,8}["'])/gi
const HEADER = /authorization\\{0,8}["']?\s?[:=]\s?(?:\\{0,8}["']|\[)?(?:(?:bearer|basic|digest|negotiate|token) )?/gi
/** The environment of a container, in Go's words and in JSON. */
const ENVIRONMENT =
  /\bname(?:\\{0,8}"\s?)?:\s?(?:\\{0,8}")?\w{0,64}(?:passw(?:or)?d|passphrase|secret|token|credentials?|api_?key|access_?key|private_?key)\w{0,64}(?:\\{0,8}")?,\s?(?:\\{0,8}")?value(?:\\{0,8}"\s?)?:\s?/gi
const COOKIE = /(?<![\w])(?:set-)?cookie\\{0,8}["']?\s?:\s?(?:\\{0,8}["']|\[)?(?<value>[^\n"'\]\\]+)/gi
const SCHEME = /(?<![a-z])(?<scheme>bearer|basic)(?: |%20|\+){1,3}/gi

/** What a key says of its value without being one. */
const NO_SECRET = /^(?:|true|false|null|nil|none|undefined|string|\*+|\$.*|\\\(.*)$/is
/** `namespace/name` of a Secret, or the path of a file that holds one. */
const REFERENCE = /^(?:[a-z0-9][a-z0-9.-]*\/[a-z0-9][a-z0-9.-]*|\/.*|file:.*|[A-Za-z]:\\.*)$/s
/** `Basic authentication`, `Bearer realm=` */
const WORD = /^(?:[A-Za-z]?[a-z-]*|.{0,7}|\w+=)$/s

/** Values that follow the words for a secret. */
export function findPairs(text: string): Edit[] {
  return [
    ...find(text, PAIR, pairEdit),
    ...find(text, QUERY, (value) => toEdit(value, '[URL credential]')),
    ...find(text, FLAG, (value, found) => toEdit(value, nameOf(found[0]))),
    ...find(text, ENVIRONMENT, (value, found) => toEdit(commaEnd(text, value), nameOf(found[0]))),
    ...find(text, AUTH, (value) => toEdit(value, '[docker auth]')),
    ...find(text, HEADER, headerEdit),
    ...[...text.matchAll(COOKIE)].map(({ index, 0: all, groups = {} }) => {
      const end = index + all.length
      return { start: end - (groups['value'] ?? '').length, end, by: '[cookie]' }
    }),
    ...find(text, SCHEME, schemeEdit),
  ]
}

type Read = (value: Part, found: RegExpExecArray, text: string) => Edit | undefined

/** Characters of a value by which it is judged. */
const GLANCE = 512

/** The next search begins behind a value that was a secret, and of others only the beginning is read: the text is gone through once. */
function find(text: string, words: RegExp, read: Read): Edit[] {
  const edits: Edit[] = []
  words.lastIndex = 0
  for (let found = words.exec(text); found !== null; found = words.exec(text)) {
    const place = words.lastIndex
    const seen = text.slice(0, place + GLANCE)
    const value = valueAt(seen, place)
    const isNone = NO_SECRET.test(text.slice(value.start, value.end))
    const edit = isNone ? undefined : read(value, found, seen)
    if (edit === undefined) continue
    const end = edit.end < seen.length ? edit.end : Math.max(edit.end, valueAt(text, place).end)
    edits.push({ ...edit, end })
    words.lastIndex = Math.max(end, place)
  }
  return edits
}

function pairEdit(value: Part, { groups = {} }: RegExpExecArray, text: string): Edit | undefined {
  const { key = '', quote, sign = '' } = groups
  const said = text.slice(value.start, value.end)
  const isPassword = /^pass/i.test(key)
  if (!isPassword && REFERENCE.test(said)) return undefined
  // After a colon and a space there are words too: `failed to get token: context deadline exceeded`.
  const canBeWords = sign.endsWith(': ') && (quote === undefined || !/["']/.test(text[value.start - 1] ?? ''))
  const isWords = canBeWords && !isRandom(said) && !(isPassword && isLast(text, value))
  return isWords ? undefined : toEdit(value, nameOf(key))
}

/** Without a scheme it can be a setting: `Authorization:{Mode:Webhook}`. */
function headerEdit(value: Part, [words]: RegExpExecArray, text: string): Edit | undefined {
  const said = text.slice(value.start, value.end)
  return words.endsWith(' ') && !/[:=] $/.test(words)
    ? toEdit(value, schemeOf(words))
    : isRandom(said)
      ? toEdit(value, '[credentials]')
      : undefined
}

function schemeEdit(value: Part, [words]: RegExpExecArray, text: string): Edit | undefined {
  return WORD.test(text.slice(value.start, value.end)) ? undefined : toEdit(value, schemeOf(words))
}

function isRandom(text: string): boolean {
  return text.length >= 6 && !text.startsWith('{') && /\d/.test(text) && /[A-Za-z]/.test(text)
}

function isLast(text: string, { end }: Part): boolean {
  return end >= text.length || /^\s*(?:$|[\n"'\\,;}\]])/.test(text.slice(end, end + 8))
}

function toEdit({ start, end }: Part, by: string): Edit | undefined {
  return end <= start ? undefined : { start, end, by }
}

function nameOf(key: string): string {
  if (/pass|pwd/i.test(key)) return '[password]'
  if (/token/i.test(key)) return '[token]'
  if (/private|client.?key/i.test(key)) return '[private key]'
  if (/key/i.test(key)) return '[key]'
  return /credential/i.test(key) ? '[credentials]' : '[secret]'
}

function schemeOf(words: string): string {
  if (/bearer/i.test(words)) return '[bearer token]'
  return /basic/i.test(words) ? '[basic credentials]' : '[credentials]'
}

/** In Go's words the next field follows without a space. */
function commaEnd(text: string, { start, end }: Part): Part {
  const comma = text.slice(start, end).search(/,ValueFrom:|[},]$/)
  return { start, end: comma === -1 ? end : start + comma }
}

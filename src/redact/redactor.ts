// Texts with pseudonyms in place of names. It learns names where the log says what they are, and knows them everywhere.
import { applyEdits, tidy, type Edit } from '../mask/edit.ts'
import { findSecrets } from '../mask/mask.ts'
import { findAddresses } from './find/addresses.ts'
import { findHosts } from './find/hosts.ts'
import { findIds } from './find/ids.ts'
import { findImages } from './find/images.ts'
import { findSubject } from './find/subjects.ts'
import { findPairs } from './find/pairs.ts'
import { findPhrases } from './find/phrases.ts'
import { HOSTS, KINDS, readPseudonym, type Found, type NameKind } from './kinds.ts'
import { findBeginnings, findRests, replaceAll } from './cut.ts'
import { NameTable } from './name-table.ts'
import { Pseudonyms } from './pseudonyms.ts'
import { isDistinct, isWellKnown, publicPart } from './well-known.ts'

const FINDERS = [findPairs, findPhrases, findImages, findHosts, findAddresses, findIds]
const RESERVED = new RegExp(`(?<![A-Za-z\\d])(?:${KINDS.join('|')})-\\d{1,9}(?![A-Za-z\\d])`, 'g')
/** Certificates are no secret, but who they are for stands in them. */
const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[^-]{0,100000}(?:-----END CERTIFICATE-----)?|LS0tLS1CRUdJTiBDRVJU[\w+/=]*/g
/** Kinds whose names are found by their form wherever they stand. */
const FORMED: ReadonlySet<NameKind> = new Set(['ip', 'ip6', 'mac', 'email', 'uid', 'id', 'path', 'input'])
const MAX_KNOWN = 5000

/**
 * Replaces names, addresses and ids by pseudonyms: the same name is the same pseudonym in all texts that one redactor gets.
 *
 * @example
 * const redactor = new Redactor()
 * redactor.learn('node="worker-3"')
 * redactor.text('worker-3 at 10.0.0.7') //=> 'node-1 at ip-1'
 */
export class Redactor {
  readonly #pseudonyms = new Pseudonyms()
  readonly #table = new NameTable()
  readonly #found = new Map<string, readonly Found[]>()
  /** Names of hosts that were said without a domain. */
  readonly #bare = new Set<string>()

  /**
   * Takes the names that a text tells. What is learned first has the first numbers. `only`: of one kind; whoever has many texts
   * learns the nodes first, so that other names of theirs are known as such.
   */
  learn(text: string, only?: NameKind): void {
    for (const [name] of text.matchAll(RESERVED)) this.#pseudonyms.reserve(name)
    for (const { kind, name } of this.#find(text)) if (only === undefined || kind === only) this.learnName(kind, name)
  }

  /** Takes a name of which it is known what it is. */
  learnName(kind: NameKind, name: string): void {
    this.#pseudonyms.reserve(name)
    const pseudonym = this.name(kind, name)
    // A volume is called `certs` or `scripts` everywhere: such a word is replaced where it is named only.
    if (pseudonym === name || FORMED.has(kind) || (kind === 'volume' && /^[a-z]+$/i.test(name))) return
    this.#tabulate(name, pseudonym)
    const [short = '', ...domain] = HOSTS.has(kind) ? name.toLowerCase().split('.') : []
    if (domain.length === 0) this.#bare.add(short)
    if (domain.length > 0 && kind === 'node' && !/^\d*$/.test(short)) {
      this.#pseudonyms.alias(kind, short, pseudonym)
      this.#tabulate(short, pseudonym)
    }
    if (kind === 'image') this.#tabulate(name.slice(name.lastIndexOf('/') + 1), pseudonym)
  }

  /** Takes a text that is said to be something. */
  learnSubject(kind: NameKind, text: string): Found[] {
    const found = findSubject(kind, text)
    for (const one of found) this.learnName(one.kind, one.name)
    return found
  }

  /** The pseudonym of a name. */
  name(kind: NameKind, name: string): string {
    const [short = '', ...domain] = HOSTS.has(kind) ? name.toLowerCase().split('.') : []
    // worker-3.example.com is worker-3, which was said without a domain; but not worker-3.example.org, which has its own.
    const isKnown = domain.length > 0 && this.#bare.has(short) && !this.#pseudonyms.knows(kind, name)
    return this.#pseudonyms.of(kind, isKnown && !isWellKnown(kind, name) ? short : name)
  }

  /** A text with its names replaced, and its secrets. */
  text(text: string): string {
    return applyEdits(text, this.edits(text))
  }

  /** What is replaced in a text; its names are learned first. */
  edits(text: string): Edit[] {
    return this.editsOf(undefined, text)
  }

  /** The same for what a text is said to be: `shop/web-0` as a pod, `quay.io/shop/web:2.1` as an image. */
  editsOf(kind: NameKind | undefined, text: string): Edit[] {
    const subject = kind === undefined ? [] : this.learnSubject(kind, text)
    this.learn(text)
    const named = this.#named(outermost([...subject, ...this.#find(text)]))
    return this.#tidy(text, [
      ...findRests(text),
      ...findSecrets(text),
      ...replaceAll(text, CERTIFICATE, '[certificate]'),
      ...named,
    ])
  }

  /** For texts that are no log, such as a rule's: only names that can be no word, and addresses. */
  editsOfProse(text: string): Edit[] {
    const found = [...findHosts(text), ...findAddresses(text)]
    const known = this.#table.find(text).filter(({ start, end }) => /\d/.test(text.slice(start, end)))
    return changing(text, tidy([...this.#named(found), ...known]))
  }

  #named(found: readonly Found[]): Edit[] {
    return found.map(({ start, end, kind, name }) => {
      const by = this.name(kind, name)
      if (by !== name || !HOSTS.has(kind) || readPseudonym(name) !== undefined) return { start, end, by }
      const part = publicPart(name.toLowerCase()) || name // before a public domain others can stand
      return { start: end - part.length, end, by: name.slice(-part.length) }
    })
  }

  /** Known names come last: what a text says of a name at its place is more. */
  #tidy(text: string, edits: readonly Edit[]): Edit[] {
    const first = tidy(edits)
    let at = 0
    const others = this.#table.find(text).filter(({ start, end }) => {
      while ((first[at]?.end ?? Number.POSITIVE_INFINITY) <= start) at++
      return !isCovered(text, start, end, first, at) && !isInFlag(text, start)
    })
    return changing(text, tidy([...first, ...others, ...findBeginnings(text, this.#table)]))
  }

  #tabulate(name: string, pseudonym: string): void {
    if (!isDistinct(name.toLowerCase())) return
    this.#table.add(name, pseudonym)
    if (/\d/.test(name)) this.#table.add(shapeOf(name), pseudonym)
  }

  #find(text: string): readonly Found[] {
    const known = this.#found.get(text)
    if (known !== undefined) return known
    const found = outermost(FINDERS.flatMap((find) => find(text)))
    if (this.#found.size >= MAX_KNOWN) this.#found.clear() // a stream of records has no end
    this.#found.set(text, found)
    return found
  }
}

/** A name as it stands in the shape of a message, whose numbers and ids are masked (correlate/template.ts). */
function shapeOf(name: string): string {
  return name
    .replace(/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi, '<uid>')
    .replace(/\b[\da-f]{12,}\b/gi, '<id>')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '<addr>')
    .replace(/\b0x[\da-f]+\b/gi, '<hex>')
    .replace(/\d+(?:\.\d+)?/g, '<n>')
}

/** What stays as it is has kept others out of its place, and is done. */
function changing(text: string, edits: readonly Edit[]): Edit[] {
  return edits.filter(({ start, end, by }) => text.slice(start, end) !== by)
}

/** Without what is found within something else: the host of an e-mail address is no host of its own. */
function outermost(found: readonly Found[]): Found[] {
  const ordered = found.toSorted((a, b) => a.start - b.start || b.end - a.end)
  let last = 0
  return ordered.filter(({ start, end }) => {
    if (start < last) return false
    last = end
    return true
  })
}

/** Is nothing left of a name but marks of punctuation when the edits from `at` on are made? */
function isCovered(text: string, start: number, end: number, edits: readonly Edit[], at: number): boolean {
  let [left, from] = ['', start]
  for (let next = at; (edits[next]?.start ?? end) < end; next++) {
    left += text.slice(from, edits[next]?.start)
    from = edits[next]?.end ?? end
  }
  return !/[\p{L}\p{N}]/u.test(left + text.slice(from, Math.max(from, end)))
}

/** `--pod-infra-container-image` is no place of the namespace `infra`. */
function isInFlag(text: string, place: number): boolean {
  return /(?:^|[\s"'`=[])--[a-z-]*$/.test(text.slice(Math.max(0, place - 64), place))
}

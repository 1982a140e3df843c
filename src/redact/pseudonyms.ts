// Names -> pseudonyms: the same name always gets the same one, and no two names share one.
import { HOSTS, readPseudonym, WEAK, type NameKind } from './kinds.ts'
import { componentOf, isDistinct, isWellKnown } from './well-known.ts'

export class Pseudonyms {
  readonly #byName = new Map<string, string>()
  readonly #anyKind = new Map<string, string>()
  readonly #taken = new Set<string>()
  readonly #last = new Map<NameKind, number>()

  /** A name that looks like one of ours is not given to another thing. */
  reserve(name: string): void {
    const read = readPseudonym(name)
    if (read !== undefined) this.#taken.add(`${read.kind}-${read.number}`)
  }

  /** What stands for a name; the name itself where it tells nothing. */
  of(kind: NameKind, name: string): string {
    if (name === '' || isWellKnown(kind, name) || readPseudonym(name) !== undefined) return name
    const key = keyOf(kind, name)
    const known = this.#byName.get(key) ?? (WEAK.has(kind) && isDistinct(name) ? this.#anyKind.get(name) : undefined)
    if (known !== undefined) return known
    const component = kind === 'pod' ? componentOf(name) : undefined
    const made = `${component === undefined ? '' : `${component}-`}${this.#next(kind)}${kind === 'input' ? suffixOf(name) : ''}`
    this.#byName.set(key, made)
    if (!this.#anyKind.has(name)) this.#anyKind.set(name, made)
    return made
  }

  /** Says that a name is another word for something that has its pseudonym already. */
  alias(kind: NameKind, name: string, pseudonym: string): void {
    const key = keyOf(kind, name)
    if (!this.#byName.has(key)) this.#byName.set(key, pseudonym)
  }

  knows(kind: NameKind, name: string): boolean {
    return this.#byName.has(keyOf(kind, name))
  }

  #next(kind: NameKind): string {
    for (let number = (this.#last.get(kind) ?? 0) + 1; ; number++) {
      const made = `${kind}-${number}`
      if (this.#taken.has(made)) continue
      this.#last.set(kind, number)
      this.#taken.add(made)
      return made
    }
  }
}

/** One name space for hosts, whatever they are called; ids are known by their beginning, as runtimes print them. */
function keyOf(kind: NameKind, name: string): string {
  if (HOSTS.has(kind)) return `host ${name.toLowerCase().replace(/\.$/, '')}`
  if (kind === 'id' && /^[0-9a-f]{12,}$/i.test(name)) return `id ${name.slice(0, 12).toLowerCase()}`
  if (kind === 'uid') return `uid ${name.toLowerCase().replaceAll('_', '-').slice(0, 13)}`
  return `${kind} ${name}`
}

/** What kind of file it is stays: `.log`, `.json.gz`. */
function suffixOf(name: string): string {
  return /(?:\.(?:log|txt|json|jsonl|journal|gz|zst|xz|bz2|lz4|zip|tar|tgz)){1,2}$/i.exec(name)?.[0].toLowerCase() ?? ''
}

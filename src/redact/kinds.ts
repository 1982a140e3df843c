// The kinds of things that have names of their own, and the pseudonyms that they get.
import { COMPONENTS } from './well-known.ts'

/** `object`: a Secret, ConfigMap, claim, account or another object of the cluster. `id`: a container's, an image's, a disk's. */
export const KINDS = [
  'node',
  'host',
  'registry',
  'ip',
  'ip6',
  'mac',
  'email',
  'user',
  'namespace',
  'pod',
  'container',
  'image',
  'tag',
  'volume',
  'object',
  'uid',
  'id',
  'path',
  'input',
] as const

export type NameKind = (typeof KINDS)[number]

/** Something named in a text. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly kind: NameKind
  readonly name: string
}

/** Looks for names in a text. */
export type Finder = (text: string) => Found[]

/** Of these a name is one thing, whatever it is called there: a node is a host, and a registry may be an address. */
export const HOSTS: ReadonlySet<NameKind> = new Set(['node', 'host', 'registry', 'ip', 'ip6'])

/** What we know least of: it may be another word for something that has its pseudonym already. */
export const WEAK: ReadonlySet<NameKind> = new Set(['host', 'registry', 'object', 'volume', 'user'])

const PSEUDONYM = new RegExp(
  `^(?<before>[a-z-]+-)??(?<kind>${KINDS.join('|')})-(?<number>[1-9]\\d{0,8})(?<after>(?:\\.[a-z0-9]+)*)$`,
)

/**
 * The kind and the number of a name that we could have given ourselves.
 *
 * @example
 * readPseudonym('coredns-pod-3') //=> { kind: 'pod', number: 3 }
 */
export function readPseudonym(name: string): { readonly kind: NameKind; readonly number: number } | undefined {
  const { kind, number, before, after } = PSEUDONYM.exec(name)?.groups ?? {}
  if (kind === undefined || (after !== '' && kind !== 'input')) return undefined
  if (before !== undefined && (kind !== 'pod' || !COMPONENTS.has(before.slice(0, -1)))) return undefined
  return { kind: kind as NameKind, number: Number(number) } // one of KINDS, by the regex
}

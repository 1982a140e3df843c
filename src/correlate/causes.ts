// Which episodes may be causes of an effect: found by what they are about and by when they were, not by looking at all of them.
import type { Rule } from '../rules/rule.ts'
import { MINUTE, UNDATED } from '../time/instant.ts'
import type { Episode } from './episode.ts'
import { joinKey, splitKey } from './node-tallies.ts'
import { Stretches, type Stretch } from './stretches.ts'

/** A cause may be logged a little after its effect: it is found on the next try, or another process writes it. */
export const LEAD: number = MINUTE

const ALWAYS: Stretch = { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY }

/** What episodes are about. */
type Topic = Pick<Episode, 'rule' | 'subject' | 'facts'>

type Index = ReadonlyMap<string, Stretches<Episode>>

/** The episodes of a node as causes. Among those that it finds for an effect are all its causes, and a few others. */
export class Causes {
  readonly #byRule: Index
  /** By rule and the name of the subject. */
  readonly #bySubject: Index
  /** By rule and what its matches name besides the subject: those kinds of things that other rules are about. */
  readonly #byFact: Index

  constructor(episodes: readonly Episode[]) {
    const kinds = new Set(episodes.map(({ rule }) => rule.subject))
    this.#byRule = indexBy(episodes, ({ rule }) => [rule.id])
    this.#bySubject = indexBy(episodes, ({ rule, subject }) => [subjectKey(rule.id, subject)])
    this.#byFact = indexBy(episodes, ({ rule, facts }) =>
      [...facts]
        .filter(([kind]) => kinds.has(kind) && kind !== rule.subject)
        .flatMap(([kind, { values }]) => values.map((value) => factKey(rule.id, kind, value))),
    )
  }

  /** Finds, for effects of one rule and subject, the episodes of some rules that may be causes. */
  finder(effects: Topic, rules: readonly Rule[]): (effect: Episode) => Episode[] {
    const related = rules.flatMap((rule) => this.#related(effects, rule)).filter((some) => some !== undefined)
    return ({ first, last, sameRecord }) => {
      const found: Episode[] = []
      const start = first === UNDATED ? ALWAYS : { first, last: first + LEAD }
      for (const some of related) some.collect(start, found)
      for (const key of sameRecord) this.#bySubject.get(subjectKey(...splitKey(key)))?.collect({ first, last }, found)
      return found
    }
  }

  /** The episodes of a rule whose subject may be the same, or the node. */
  #related({ rule: { subject: kind }, subject, facts }: Topic, cause: Rule): (Stretches<Episode> | undefined)[] {
    if (subject === '') return [this.#byRule.get(cause.id)]
    const onNode = this.#bySubject.get(subjectKey(cause.id, ''))
    if (kind === cause.subject) return [onNode, this.#bySubject.get(subjectKey(cause.id, subject))]
    const named = facts.get(cause.subject)?.values ?? []
    return [
      onNode,
      this.#byFact.get(factKey(cause.id, kind, subject)),
      ...named.map((value) => this.#bySubject.get(subjectKey(cause.id, value))),
    ]
  }
}

function indexBy(episodes: readonly Episode[], keysOf: (episode: Episode) => readonly string[]): Index {
  const groups = new Map<string, Episode[]>()
  for (const episode of episodes) {
    for (const key of keysOf(episode)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [episode])
      else group.push(episode)
    }
  }
  return new Map([...groups].map(([key, group]) => [key, new Stretches(group, reachOf)]))
}

/** A cause goes on for its window after it was last logged. */
function reachOf({ first, last, rule }: Episode): Stretch {
  return first === UNDATED ? ALWAYS : { first, last: last + rule.window }
}

function subjectKey(rule: string, subject: string): string {
  return joinKey(rule, nameOf(subject))
}

function factKey(rule: string, kind: string, value: string): string {
  return `${rule} ${kind} ${nameOf(value)}`
}

/** Log lines name a thing with or without what it stands in: the same things have the same last part. */
function nameOf(subject: string): string {
  return subject.slice(subject.lastIndexOf('/') + 1)
}

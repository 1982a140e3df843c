// The best causes, found by what they are about and when they were, are those that are found by looking at all episodes.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Episode } from '../../src/correlate/episode.ts'
import { CausalGraph } from '../../src/correlate/graph.ts'
import { compareLinks, explain, link, type Explanation, type Link } from '../../src/correlate/link.ts'
import { MINUTE, UNDATED } from '../../src/time/instant.ts'
import { aRule } from '../rules/a-rule.ts'

const graph = new CausalGraph([
  aRule({ id: 'disk', window: 0, explains: ['pull', 'evicted'] }),
  aRule({ id: 'memory', subject: 'pod', window: MINUTE, explains: ['evicted', 'probe'] }),
  aRule({ id: 'pull', subject: 'image', window: 3 * MINUTE, explains: ['backoff'] }),
  aRule({ id: 'backoff', subject: 'pod', window: 5 * MINUTE, explains: ['probe'] }),
  aRule({ id: 'probe', subject: 'pod', window: MINUTE }),
  aRule({ id: 'evicted', subject: 'pod', window: 10 * MINUTE }),
])

const subject = fc.constantFrom(
  '',
  'web-0',
  'shop/web-0',
  'shop/web-1',
  'lab/web-1',
  'nginx',
  'docker.io/library/nginx',
)
const names = fc.uniqueArray(
  subject.filter((name) => name !== ''),
  { maxLength: 2 },
)
const us = fc.oneof(
  { weight: 1, arbitrary: fc.constant(UNDATED) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }).map((at) => (at * MINUTE) / 2) },
)

const episode: fc.Arbitrary<Episode> = fc
  .record({
    rule: fc.constantFrom(...graph.rules.values()),
    subject,
    first: us,
    length: fc.nat(8),
    pods: names,
    images: names,
    sameRecord: fc.uniqueArray(
      fc.constantFrom('disk', 'memory', 'memory shop/web-0', 'pull nginx', 'backoff lab/web-1'),
    ),
  })
  .map(({ length, pods, images, sameRecord, ...known }) => ({
    ...known,
    node: 'node-a',
    last: known.first === UNDATED ? UNDATED : known.first + (length * MINUTE) / 2,
    count: 1,
    precision: 1,
    spans: [],
    samples: [],
    facts: new Map([
      ['pod', { values: pods, more: false }],
      ['image', { values: images, more: false }],
    ]),
    sameRecord: new Set(sameRecord),
    confidence: 'high',
    level: known.rule.level,
  }))

/** What explain() gives, slowly. */
function explainSlowly(episodes: readonly Episode[]): Map<Episode, Explanation> {
  const explanations = new Map<Episode, Explanation>()
  for (const effect of episodes) {
    const links = episodes
      .flatMap((cause) => {
        const distance = graph.distance(cause.rule.id, effect.rule.id)
        return distance === undefined ? [] : (link(cause, effect, distance) ?? [])
      })
      .sort(compareLinks)
    const byRule = new Map<string, Link>()
    for (const found of links) if (!byRule.has(found.cause.rule.id)) byRule.set(found.cause.rule.id, found)
    const [best, ...others] = byRule.values()
    if (best !== undefined) explanations.set(effect, { best, others })
  }
  return explanations
}

const episodes = fc.uniqueArray(episode, {
  minLength: 10,
  maxLength: 40,
  selector: ({ rule, subject, first }) => `${rule.id} ${subject} ${first}`,
})

test('the best causes are those that are found by looking at all episodes', () => {
  fc.assert(
    fc.property(episodes, (all) => {
      const slowly = explainSlowly(all)
      const found = explain(all, graph)
      expect(new Set(found.keys())).toEqual(new Set(slowly.keys()))
      for (const [effect, { best, others }] of found) {
        expect(best).toEqual(slowly.get(effect)?.best)
        expect(others.toSorted(compareLinks)).toEqual(slowly.get(effect)?.others)
      }
    }),
  )
})

// Which failure explains which: outlines of incidents, as `cause: effect < what explains it, ...`.
import { describe, expect, test } from '@jest/globals'
import { CausalGraph } from '../../src/correlate/graph.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { aRule } from '../rules/a-rule.ts'
import { at, incidentsOf, outlineOf, seen } from './story.ts'

const disk = seen('disk-full', { window: 10 * MINUTE, explains: ['pod-evicted'] })
const evicted = seen('pod-evicted', { role: 'effect', level: 'medium', window: 5 * MINUTE })

describe('an effect hangs under a cause', () => {
  test.each<[what: string, cause: string[], effect: string[], outline: string[]]>([
    ['that showed before it', ['12:00:00'], ['12:01:00'], ['disk-full: pod-evicted < disk-full']],
    ['that showed at the same moment', ['12:00:00'], ['12:00:00'], ['disk-full: pod-evicted < disk-full']],
    [
      'that went on for its window after it was last logged',
      ['12:00:00'],
      ['12:10:00'],
      ['disk-full: pod-evicted < disk-full'],
    ],
    ['but not when it was over by then', ['12:00:00'], ['12:10:01'], ['disk-full', 'pod-evicted']],
    ['that was logged a little after it', ['12:01:00'], ['12:00:00'], ['disk-full: pod-evicted < disk-full']],
    ['but not when that came much later', ['12:01:01'], ['12:00:00'], ['disk-full', 'pod-evicted']],
    [
      'when only the beginning of the effect was within its time',
      ['12:00:00'],
      ['12:09:00', '12:13:00', '12:17:00'],
      ['disk-full: pod-evicted < disk-full'],
    ],
  ])('%s', async (_what, causes, effects, outline) => {
    const lines = [...causes.map((time) => at(time, 'disk full')), ...effects.map((time) => at(time, 'pod evicted'))]
    expect(await outlineOf([disk, evicted], lines)).toEqual(outline)
    expect(await outlineOf([disk, evicted], lines.toReversed())).toEqual(outline)
  })

  test('of its own node only', async () => {
    const lines = [at('12:00:00', 'disk full'), at('12:00:01', 'pod evicted', { node: 'node-b' })]
    expect(await outlineOf([disk, evicted], lines)).toEqual(['disk-full', 'pod-evicted'])
  })

  test('over a link that did not show in the log', async () => {
    const rules = [
      { ...disk, explains: ['disk-pressure'] },
      seen('disk-pressure', { explains: ['pod-evicted'] }),
      evicted,
    ]
    const lines = [at('12:00:00', 'disk full'), at('12:00:01', 'pod evicted')]
    expect(await outlineOf(rules, lines)).toEqual(['disk-full: pod-evicted < disk-full'])
  })

  test('under the nearest link where all of them showed', async () => {
    const rules = [
      { ...disk, explains: ['disk-pressure'] },
      seen('disk-pressure', { role: 'effect', explains: ['pod-evicted'] }),
      evicted,
    ]
    const lines = ['disk full', 'disk pressure', 'pod evicted'].map((text) => at('12:00:00', text))
    expect(await outlineOf(rules, lines)).toEqual(['disk-full: disk-pressure < disk-full, pod-evicted < disk-pressure'])
  })

  test('and one cause explains several effects', async () => {
    const rules = [
      { ...disk, explains: ['pod-evicted', 'image-gone'] },
      evicted,
      seen('image-gone', { role: 'effect' }),
    ]
    const lines = [at('12:00:00', 'disk full'), at('12:00:02', 'image gone'), at('12:00:01', 'pod evicted')]
    expect(await outlineOf(rules, lines)).toEqual(['disk-full: pod-evicted < disk-full, image-gone < disk-full'])
  })

  test('and an effect that nothing explains heads its own incident', async () => {
    const [incident] = await incidentsOf([disk, evicted], [at('12:00:01', 'pod evicted')])
    expect(incident?.cause).toMatchObject({ rule: 'pod-evicted', role: 'effect', confidence: 'medium' })
  })
})

describe('subjects', () => {
  const crash = (fields: Partial<Rule> = {}): Rule =>
    seen('crash', { subject: 'pod', explains: ['backoff'], ...fields })
  const backoff = seen('backoff', { role: 'effect', level: 'medium', subject: 'pod' })

  test.each<[what: string, rules: Rule[], cause: string, effect: string, isLinked: boolean]>([
    ['that are the same agree', [crash(), backoff], 'crash of shop/web-0', 'backoff of shop/web-0', true],
    ['that differ do not', [crash(), backoff], 'crash of shop/web-0', 'backoff of shop/web-1', false],
    ['with and without what they stand in agree', [crash(), backoff], 'crash of shop/web-0', 'backoff of web-0', true],
    [
      'of which one ends like the other do not',
      [crash(), backoff],
      'crash of shop/my-web-0',
      'backoff of web-0',
      false,
    ],
    ['agree with a cause of the node', [crash({ subject: 'node' }), backoff], 'crash', 'backoff of shop/web-0', true],
    [
      'agree with an effect of the node',
      [crash(), { ...backoff, subject: 'node' }],
      'crash of shop/web-0',
      'backoff',
      true,
    ],
    ['agree when the effect does not say its own', [crash(), backoff], 'crash of shop/web-0', 'backoff', true],
    [
      'of different kinds agree when the effect names the cause',
      [
        seen('image-gone', { subject: 'image', explains: ['backoff'] }),
        seen('backoff', { role: 'effect', subject: 'pod' }, { regex: 'backoff of (?<pod>\\S+), (?<image>\\S+)' }),
      ],
      'image gone of nginx',
      'backoff of shop/web-0, nginx',
      true,
    ],
    [
      'of different kinds do not agree when the effect names another cause',
      [
        seen('image-gone', { subject: 'image', explains: ['backoff'] }),
        seen('backoff', { role: 'effect', subject: 'pod' }, { regex: 'backoff of (?<pod>\\S+), (?<image>\\S+)' }),
      ],
      'image gone of nginx',
      'backoff of shop/web-0, redis',
      false,
    ],
  ])('%s', async (_what, rules, cause, effect, isLinked) => {
    const incidents = await incidentsOf(rules, [at('12:00:00', cause), at('12:00:01', effect)])
    expect(incidents.some(({ effects }) => effects.some(({ rule }) => rule === 'backoff'))).toBe(isLinked)
  })
})

describe('of several causes', () => {
  const rivals = (fields: Partial<Rule> = {}): Rule =>
    seen('memory-full', { window: 10 * MINUTE, explains: ['pod-evicted'], ...fields })

  test.each<[what: string, rules: Rule[], lines: string[], best: string, reason: string]>([
    [
      'the one on the same record wins, whatever the times',
      [disk, rivals(), evicted],
      [at('12:00:09', 'memory full'), at('12:00:00', 'disk full: pod evicted'), at('12:00:10', 'pod evicted')],
      'disk-full',
      'no line names it together with the effect, as one does for disk-full',
    ],
    [
      'the nearer one in the graph wins',
      [
        { ...disk, explains: ['disk-pressure'] },
        seen('disk-pressure', { role: 'effect', explains: ['pod-evicted'] }),
        rivals(),
        evicted,
      ],
      [at('12:00:09', 'disk full'), at('12:00:00', 'memory full'), at('12:00:10', 'pod evicted')],
      'memory-full',
      'memory-full leads there more directly',
    ],
    [
      'the one about the same subject wins',
      [disk, rivals({ subject: 'pod' }), { ...seen('pod-evicted', { role: 'effect', subject: 'pod' }) }],
      [at('12:00:09', 'disk full'), at('12:00:00', 'memory full of a/b'), at('12:00:10', 'pod evicted of a/b')],
      'memory-full',
      'memory-full was about the same pod',
    ],
    [
      'the one closer in time wins',
      [disk, rivals(), evicted],
      [at('12:00:00', 'disk full'), at('12:00:09', 'memory full'), at('12:00:10', 'pod evicted')],
      'memory-full',
      'memory-full was closer in time',
    ],
  ])('%s, and the report says why the other lost', async (_what, rules, lines, best, reason) => {
    const incidents = await incidentsOf(rules, lines)
    const incident = incidents.find(({ effects }) => effects.some(({ rule }) => rule === 'pod-evicted'))
    expect(incident?.effects.find(({ rule }) => rule === 'pod-evicted')?.explainedBy).toBe(best)
    expect(incident?.alsoPossible).toEqual([expect.objectContaining({ of: 'pod-evicted', reason })])
  })

  test('at the same time the choice does not depend on the order of the lines', async () => {
    const lines = [at('12:00:00', 'disk full'), at('12:00:00', 'memory full'), at('12:00:00', 'pod evicted')]
    const outline = await outlineOf([disk, rivals(), evicted], lines)
    expect(await outlineOf([disk, rivals(), evicted], lines.toReversed())).toEqual(outline)
  })
})

describe('evidence of a link', () => {
  test('is the record that named both', async () => {
    const [incident] = await incidentsOf([disk, evicted], [at('12:00:00', 'disk full: pod evicted')])
    expect(incident?.effects).toEqual([expect.objectContaining({ rule: 'pod-evicted', evidence: 'same record' })])
  })

  test('is the time where no record did', async () => {
    const [incident] = await incidentsOf([disk, evicted], [at('12:00:00', 'disk full'), at('12:00:00', 'pod evicted')])
    expect(incident?.effects).toEqual([expect.objectContaining({ rule: 'pod-evicted', evidence: 'time' })])
  })
})

describe('incidents are ordered by what a person should look at first:', () => {
  const low = seen('low-thing', { level: 'low', window: MINUTE })
  const critical = seen('critical-thing', { level: 'critical', window: MINUTE })
  const medium = seen('medium-thing', { level: 'medium', window: MINUTE })

  test.each<[what: string, rules: Rule[], lines: string[], outline: string[]]>([
    [
      'the worst level',
      [low, critical],
      [at('12:00:00', 'low thing'), at('12:00:00', 'critical thing')],
      ['critical-thing', 'low-thing'],
    ],
    [
      'the level of the worst effect counts',
      [seen('low-thing', { level: 'low', explains: ['critical-thing'] }), { ...critical, role: 'effect' }, medium],
      ['medium thing', 'low thing', 'critical thing'].map((text) => at('12:00:00', text)),
      ['low-thing: critical-thing < low-thing', 'medium-thing'],
    ],
    [
      'what goes on before what is over',
      [medium, { ...medium, ...seen('other-thing', { level: 'medium', window: MINUTE }) }],
      [at('12:00:00', 'medium thing'), at('13:00:00', 'other thing')],
      ['other-thing', 'medium-thing'],
    ],
    [
      'causes before effects without one',
      [seen('lone-effect', { role: 'effect' }), seen('some-cause')],
      [at('12:00:00', 'lone effect'), at('12:00:01', 'some cause')],
      ['some-cause', 'lone-effect'],
    ],
    [
      'what led to more',
      [seen('one-thing'), seen('two-thing', { explains: ['x-effect'] }), seen('x-effect', { role: 'effect' })],
      ['one thing', 'two thing', 'x effect'].map((text) => at('12:00:00', text)),
      ['two-thing: x-effect < two-thing', 'one-thing'],
    ],
    [
      'the earlier one',
      [seen('one-thing'), seen('two-thing')],
      [at('12:00:01', 'one thing'), at('12:00:00', 'two thing')],
      ['two-thing', 'one-thing'],
    ],
  ])('%s', async (_what, rules, lines, outline) => {
    expect(await outlineOf(rules, lines)).toEqual(outline)
  })
})

describe('the causal graph', () => {
  const graph = new CausalGraph([
    aRule({ id: 'a', explains: ['b', 'c'] }),
    aRule({ id: 'b', explains: ['d'] }),
    aRule({ id: 'c', explains: ['e'] }),
    aRule({ id: 'd' }),
    aRule({ id: 'e', explains: ['d', 'not-a-rule'] }),
  ])

  test.each<[cause: string, effect: string, distance: number | undefined]>([
    ['a', 'b', 1],
    ['a', 'd', 2],
    ['a', 'e', 2],
    ['c', 'd', 2],
    ['b', 'e', undefined],
    ['d', 'a', undefined],
    ['a', 'a', undefined],
    ['a', 'nothing', undefined],
  ])('leads from %s to %s over %s links', (cause, effect, distance) => {
    expect(graph.distance(cause, effect)).toBe(distance)
  })

  test('knows all that leads to an effect', () => {
    expect(graph.causesOf('d')).toEqual(
      new Map([
        ['a', 2],
        ['b', 1],
        ['c', 2],
        ['e', 1],
      ]),
    )
    expect(graph.causesOf('a')).toEqual(new Map())
  })
})

// The blocks that a person sees, and the objects that a program gets.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Watched } from '../follow/fold.ts'
import { onTheDay, pass, replay } from '../follow/replay.ts'
import { at, seen } from '../correlate/story.ts'
import type { FollowEvent } from '../../src/report/follow-event.ts'
import { formatFollowEvent } from '../../src/report/text/follow-event.ts'
import type { TextOptions } from '../../src/report/text/page.ts'
import { MINUTE } from '../../src/time/instant.ts'

const RULES = [
  seen('disk-full', {
    description: 'The disk is full. Of what, is not known.',
    explains: ['pod-evicted'],
    recoveredBy: ['node-ready'],
    window: 10 * MINUTE,
    remediation: [{ phase: 'mitigate', title: 'Make room', command: 'rm -r /var/tmp/old' }],
  }),
  seen('pod-evicted', { role: 'effect', level: 'critical', subject: 'pod', window: MINUTE }),
  seen('pod-stuck', { subject: 'pod', level: 'medium', window: 10 * MINUTE }),
  seen('node-ready', { role: 'lifecycle', level: 'informational', marks: 'ready' }),
]

function eventsOf(lines: readonly string[], until?: string): FollowEvent[] {
  const one = new Watched({ rules: RULES })
  one.now = onTheDay('12:00:00')
  replay(one, lines)
  if (until !== undefined) pass(one, onTheDay(until))
  one.follower.end()
  return one.events
}

function printed(lines: readonly string[], until?: string, options?: TextOptions): string {
  return eventsOf(lines, until)
    .map((event) => formatFollowEvent(event, options))
    .join('')
}

const STORY = [
  at('12:00:00', 'disk full'),
  at('12:00:05', 'disk full: pod evicted of shop/web-0'),
  at('12:01:00', 'disk full'),
  at('12:02:00', 'node ready'),
  at('12:03:00', 'disk full'),
]

const GONE = { time: null, id: 'x', node: 'node-a', cause: 'disk-full' }

describe('a person reads', () => {
  test('when it begins, what is more, when it is over and when it is back', () => {
    expect(printed(STORY)).toBe(`\
node-a  HIGH  disk full                                                      new
  since    2024-06-02 12:00:00 UTC, 1 event
  why      The disk is full.
  do now   rm -r /var/tmp/old

node-a  CRITICAL  disk full → pod evicted                                changed
  at       2024-06-02 12:00:05 UTC, 5 s after it began; 3 events
  level    high → critical
  effect   pod evicted

node-a  CRITICAL  disk full → pod evicted                              recovered
  lasted   1 min, 2024-06-02 12:00:00 to 12:01:00 UTC, 4 events
  by       2024-06-02 12:02:00 UTC node ready

node-a  CRITICAL  disk full → pod evicted                                   back
  at       2024-06-02 12:03:00 UTC, 3 min after it began; 5 events
  do now   rm -r /var/tmp/old

`)
  })

  test('a cause that is found later, as what the effect was', () => {
    expect(printed([at('12:00:00', 'pod evicted of shop/web-0'), at('12:00:05', 'disk full')])).toBe(`\
node-a  CRITICAL  pod evicted: shop/web-0                                    new
  since    2024-06-02 12:00:00 UTC, 1 event
  why      What pod-evicted is.

node-a  CRITICAL  disk full → pod evicted                                changed
  at       2024-06-02 12:00:05 UTC, 5 s after it began; 2 events
  cause    now known: disk full
  why      The disk is full.
  effect   pod evicted
  do now   rm -r /var/tmp/old

`)
  })

  test('how many pods it is about', () => {
    const lines = ['a', 'b', 'c', 'd'].map((pod, index) => at(`12:00:0${2 * index}`, `pod stuck of shop/${pod}`))
    expect(printed(lines).split('\n\n').slice(1, 3).join('\n\n')).toBe(`\
node-a  MEDIUM  pod stuck (2 pods)                                       changed
  at       2024-06-02 12:00:02 UTC, 2 s after it began; 2 events
  pod      1 → 2: shop/a, shop/b

node-a  MEDIUM  pod stuck (4 pods)                                       changed
  at       2024-06-02 12:00:06 UTC, 6 s after it began; 4 events
  pod      2 → 4: shop/a, shop/b, shop/c, shop/d`)
  })

  test.each([
    [
      'that the log goes on without it',
      [at('12:09:00', 'hello')],
      'quiet',
      'nothing more of it for 10 min, and nothing shows that it was mended',
    ],
    [
      'that the log goes on no more',
      [],
      'silent',
      'unknown: the log says nothing for 10 min; kubelet may hang or be\n           stopped, or its log does not arrive',
    ],
  ])('%s', (_what, more, word, over) => {
    expect(printed([at('12:00:00', 'disk full'), ...more], '12:30:00')).toContain(`\
${'node-a  HIGH  disk full'.padEnd(80 - word.length)}${word}
  was      2024-06-02 12:00:00 UTC, 1 event
  over?    ${over}
`)
  })

  test('what was over before it was read, once', () => {
    expect(printed([at('10:00:00', 'disk full'), at('10:00:30', 'pod evicted of a/b'), at('11:59:00', 'hello')]))
      .toBe(`\
node-a  CRITICAL  disk full → pod evicted                                  quiet
  lasted   30 s, 2024-06-02 10:00:00 to 10:00:30 UTC, 2 events
  why      The disk is full.
  effect   pod evicted
  over?    nothing more of it for 1 h, and nothing shows that it was mended
  do now   rm -r /var/tmp/old

`)
    expect(printed([at('10:00:00', 'disk full'), at('10:00:30', 'node ready')])).toBe(`\
node-a  HIGH  disk full                                                recovered
  was      2024-06-02 10:00:00 UTC, 1 event
  why      The disk is full.
  by       2024-06-02 10:00:30 UTC node ready

`)
  })

  test('one line each, when it shall be brief', () => {
    expect(printed(STORY, undefined, { brief: true })).toBe(`\
2024-06-02 12:00:00  new        HIGH      node-a  disk full
2024-06-02 12:00:05  changed    CRITICAL  node-a  disk full → pod evicted
2024-06-02 12:02:00  recovered  CRITICAL  node-a  disk full → pod evicted
2024-06-02 12:03:00  back       CRITICAL  node-a  disk full → pod evicted
`)
  })

  test('the lines of the log as well, when it shall be verbose', () => {
    expect(printed(STORY.slice(0, 1), undefined, { verbose: true })).toContain('Evidence\n  input:1\n')
  })

  test('nothing of the end of the log, and nothing that is no news', () => {
    const quiet = [at('12:00:00', 'disk full'), at('12:30:00', 'node ready')]
    const shown = eventsOf(quiet).filter((event) => formatFollowEvent(event) !== '')
    expect(shown.map(({ type }) => type)).toEqual(['opened', 'closed'])
  })

  test('that it was none, in a line', () => {
    expect(formatFollowEvent({ ...GONE, type: 'withdrawn' })).toBe(
      'node-a  disk-full: withdrawn, later lines show that it was none\n\n',
    )
    expect(formatFollowEvent({ ...GONE, type: 'forgotten' })).toBe('')
  })

  test('text of strangers as text', () => {
    const pod = 'shop/\u001b[2J\u202e\u2028x'
    const lines = [pod, `${pod}y`].map((name, index) =>
      at(`12:00:0${2 * index}`, `pod stuck of ${name}`, { node: 'no\u0007de' }),
    )
    for (const options of [{}, { brief: true }, { verbose: true }, { plain: true }]) {
      const text = printed(lines, '13:00:00', options)
      expect(text).toContain('\\x1b[2J\\u202e\\u2028x')
      // oxlint-disable-next-line no-control-regex -- they are what this is about
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/)
    }
  })

  test.each([[40], [60], [80], [200]])('no line that is wider than %d columns', (width) => {
    for (const line of printed(STORY, '13:00:00', { width }).split('\n')) expect(line.length).toBeLessThanOrEqual(width)
  })

  test('ASCII where nothing else can be shown, and words for screen readers', () => {
    expect(printed(STORY, undefined, { unicode: false })).toContain('disk full -> pod evicted')
    expect(printed(STORY, undefined, { plain: true })).toContain('disk full leads to pod evicted, changed')
  })
})

describe('a program reads', () => {
  const read = (name: string): object =>
    JSON.parse(readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8')) as object
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true })
  ajv.addSchema(read('report.schema.json'), 'report.schema.json')
  const validate = ajv.compile(read('follow-event.schema.json'))

  test('what the schema says, of every type', () => {
    const events = [
      ...eventsOf(STORY),
      ...eventsOf([at('12:00:00', 'pod evicted of shop/web-0'), at('12:00:05', 'disk full'), at('12:00:06', 'oh no')]),
      ...eventsOf([at('12:00:00', 'disk full'), at('12:30:00', 'node ready')]),
      ...eventsOf(
        ['a', 'b', 'c'].map((pod, index) => at(`12:00:0${2 * index}`, `pod stuck of shop/${pod}`)),
        '13:00:00',
      ),
      ...(['withdrawn', 'forgotten'] as const).map((type) => ({ ...GONE, type })),
    ]
    for (const event of events) {
      validate(JSON.parse(JSON.stringify(event)))
      expect([event.type, validate.errors]).toEqual([event.type, null])
    }
    const types = new Set(events.map(({ type }) => type))
    const docs = readFileSync(new URL('../../docs/follow.md', import.meta.url), 'utf8')
    expect(types.size).toBe(11)
    for (const type of types) expect(docs).toContain(`\`${type}\``)
  })

  test.each<[what: string, change: object]>([
    ['a field that it does not know', { colour: 'red' }],
    ['a type that it does not know', { type: 'exploded' }],
    ['an incident that is none', { incident: {} }],
    ['a change that it does not know', { changes: [{ what: 'mood', from: 1, to: 2 }] }],
  ])('nothing with %s', (_what, change) => {
    const [event] = eventsOf(STORY)
    expect(validate({ ...event, ...change })).toBe(false)
  })
})

// The rule that a line gives: what stands in the line is found, and the rule matches the line.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { draftRule } from '../../src/inspect/draft.ts'
import { partsOf } from '../../src/inspect/parts.ts'
import { Matcher } from '../../src/match/matcher.ts'
import type { Signature } from '../../src/rules/rule.ts'
import { recordOf } from '../klog-records.ts'

const klog = (message: string, severity = 'E'): string =>
  `Jun 02 15:41:00 node-a kubelet[563]: ${severity}0602 15:41:00.000001     563 flux.go:88] ${message}`

function signatureOf(line: string): Signature | undefined {
  return draftRule('flux', [line])?.rule.signatures[0]
}

function capturesOf(line: string): Readonly<Record<string, string>> | undefined {
  return draftRule('flux', [line])?.rule.samples.match[0]?.captures
}

describe('the literal', () => {
  test.each<[what: string, line: string, at: string, contains: string]>([
    ['is the message', klog('"Flux capacitor overheated" err="EOF"'), 'head', 'Flux capacitor overheated'],
    [
      'is the error where that says more',
      klog('"Flux failed" err="plasma above limit of tank"'),
      'err',
      'plasma above limit of tank',
    ],
    [
      'is never the constant message of an unhandled error',
      klog('"Unhandled Error" err="no flux" logger="UnhandledError"'),
      'head',
      'no flux',
    ],
    [
      'is at the head of an unstructured message',
      klog('Flux capacitor overheated: 7'),
      'head',
      'Flux capacitor overheated',
    ],
    ['is anywhere behind a name', klog('"tank-7": flux is above limit'), 'anywhere', 'flux is above limit'],
    ['has no quoted text', klog('Flux of "the-big-red-tank-in-the-yard" is low'), 'head', 'Flux of'],
    ['has no numbers', klog('Flux 7 of 9 is much too low'), 'anywhere', 'is much too low'],
    ['has no path', klog('Flux of /var/lib/flux/tank/pipes is low'), 'head', 'Flux of'],
    ['has no address', klog('Flux of flux.example.org:8080 is low'), 'head', 'Flux of'],
    ['has no host', klog('Flux of node-a, of which all depends, is low'), 'anywhere', 'of which all depends, is low'],
    ['has no name that is a value', klog('"Flux of tank is low" tank="default/tank"'), 'head', 'Flux of'],
    [
      'is not what only wraps the error',
      klog('"Flux" err="rpc error: code = Unknown desc = tank is empty"'),
      'err',
      'tank is empty',
    ],
    [
      'is the innermost of many errors',
      klog(`"Flux" err="${'failed to make flux: '.repeat(6)}tank is empty"`),
      'err',
      'failed to make flux: failed to make flux: tank is empty',
    ],
    [
      'is the message of systemd',
      'Jun 02 15:41:00 node-a systemd[1]: flux.service: Start request repeated too quickly.',
      'anywhere',
      'Start request repeated too quickly',
    ],
  ])('%s', (_what, line, at, contains) => {
    expect(signatureOf(line)).toMatchObject({ at, contains })
  })

  test('comes with the other texts that could be looked for', () => {
    const { alternatives } = draftRule('flux', [klog('"Flux capacitor overheated" err="plasma above limit"')]) ?? {}
    expect(alternatives).toEqual([{ contains: 'plasma above limit', at: 'err' }])
  })

  test.each([[klog('"7" err="42"')], ['12:41'], [klog('/var/lib/flux')]])('is not made up: %s', (line) => {
    expect(draftRule('flux', [line])).toBeUndefined()
  })
})

describe('the other conditions', () => {
  test.each(['W', 'E', 'F', 'I'])('are the severity %s of a klog record', (severity) => {
    const signature = signatureOf(klog('"Flux is low"', severity))
    expect(signature).toMatchObject({ severity: [severity] })
    expect(signature).not.toHaveProperty('identifier')
  })

  test('are the identifier of a record without klog header', () => {
    const signature = signatureOf('Jun 02 15:41:00 node-a kernel: flux is low')
    expect(signature).toMatchObject({ identifier: ['kernel'] })
    expect(signature).not.toHaveProperty('severity')
  })
})

describe('the captures', () => {
  test.each<[what: string, message: string, captures: Readonly<Record<string, string>> | undefined]>([
    [
      'are values',
      '"Flux is low" pod="default/tank-7" containerName="pump"',
      { pod: 'default/tank-7', container: 'pump' },
    ],
    ['are a path', 'no flux in /var/lib/flux: empty', { path: '/var/lib/flux' }],
    ['are a quoted path', 'no flux in "/var/lib/flux:2"', { path: '/var/lib/flux:2' }],
    ['are an address', 'no flux from 10.0.0.7:8080: refused', { address: '10.0.0.7:8080' }],
    ['are the address of a name', 'no flux from flux.example.org:8080', { address: 'flux.example.org:8080' }],
    ['are an address of IPv6', 'no flux from [fd00::7]:8080: refused', { address: '[fd00::7]:8080' }],
    ['are an image', 'no flux in registry.example.org/flux/tank:v2', { image: 'registry.example.org/flux/tank:v2' }],
    ['are a unit', 'no flux from flux.service', { unit: 'flux.service' }],
    ['are a quoted container', 'no flux in container "pump"', { container: 'pump' }],
    ['are an assigned container', 'no flux, container=pump', { container: 'pump' }],
    ['are a pod in the older wording', 'no flux in pod "tank_default(1-2)"', { pod: 'default/tank' }],
    ['are what an error names', '"No flux" err="no flux in volume \\"tank\\""', { volume: 'tank' }],
    ['are the first path of two', 'flux goes from /var/a to /var/b', { path: '/var/a' }],
    ['are no ids', 'no flux in container "0123456789abcdef"', undefined],
    ['are no uids', 'no flux in pod "5ea20d6b-7e28-6dc3-e1cb-8d27de1ca5f5"', undefined],
    ['are no Go files with their lines', 'no flux at tank.go:77', undefined],
  ])('%s', (_what, message, captures) => {
    expect(capturesOf(klog(message))).toEqual(captures)
  })

  test.each<[subject: string, message: string]>([
    ['pod', '"Flux is low" containerName="pump" pod="default/tank-7" path="/var"'],
    ['volume', 'no flux in volume "tank" of /var/lib/flux'],
    ['node', 'no flux in /var/lib/flux'],
  ])('make %s the subject', (subject, message) => {
    expect(draftRule('flux', [klog(message)])?.rule.subject).toBe(subject)
  })

  test('leave the regex out when nothing is to be captured', () => {
    expect(signatureOf(klog('Flux capacitor overheated'))).not.toHaveProperty('regex')
  })

  test('keep the regex short', () => {
    const line = klog(
      `no flux in ${Array.from({ length: 99 }, (_, index) => `container "pump${index}" of /var/${index}`).join(' and ')}`,
    )
    expect(signatureOf(line)?.regex?.length).toBeLessThan(301)
  })
})

describe('of several lines', () => {
  test.each<[what: string, lines: string[], contains: string]>([
    ['the error counts', [klog('flux is fine', 'I'), klog('flux is low', 'W'), klog('flux is gone')], 'flux is gone'],
    ['the first of two errors counts', [klog('flux is gone'), klog('flux is away')], 'flux is gone'],
    [
      'a line of systemd counts more than an info',
      [klog('flux is fine', 'I'), 'Jun 02 15:41:00 node-a systemd[1]: flux stopped'],
      'flux stopped',
    ],
    [
      'the fields of an exported entry are one record',
      [
        '__REALTIME_TIMESTAMP=1717342860000001',
        '_HOSTNAME=node-a',
        'SYSLOG_IDENTIFIER=kubelet',
        'MESSAGE=E0602 15:41:00.000001     563 flux.go:88] "Flux is gone"',
      ],
      'Flux is gone',
    ],
    [
      'the lines of a block are one record',
      [
        klog('"Flux" err=<'),
        'Jun 02 15:41:00 node-a kubelet[563]: \tplasma above limit',
        'Jun 02 15:41:00 node-a kubelet[563]:  >',
      ],
      'plasma above limit',
    ],
  ])('%s', (_what, lines, contains) => {
    const { rule } = draftRule('flux', lines) ?? {}
    expect(rule?.signatures[0]?.contains).toBe(contains)
    expect(rule?.samples.match[0]?.log).toBe(`${lines.join('\n')}\n`)
  })
})

test.each(['1-', '1.', 'a/', '/a', '[:', ':', '"', '\\"', 'a:1', 'flux ', '(', ' ='])(
  'a line full of %j is no trouble',
  (text) => {
    const line = klog(`overheated ${text.repeat(200_000 / text.length)}`)
    expect(signatureOf(line)?.contains).toMatch(/^(?:overheated|flux)/)
  },
)

const words = fc.constantFrom(
  'flux',
  'is low',
  'failed:',
  'pod',
  'container',
  'image',
  'volume',
  '-',
  '=',
  '(',
  ')',
  '[',
  '{}',
  '.',
  '*+?^$|',
)
const names = fc.oneof(
  fc.constantFrom(
    '/var/lib/a',
    '10.0.0.7:80',
    '[::1]:80',
    'a.example.org/b/c:v1',
    'flux.service',
    'web-0',
    'ns/web-0',
    '0x40',
    '15:41:00',
  ),
  fc.constantFrom('"web-0"', "'tank'", '`pump`', '"/var/a b"', '\\"tank\\"', '""', '"', "it's", '\\n', '\u00e9', '\t'),
  fc.string({ maxLength: 6 }),
)
const texts = fc
  .array(fc.oneof(words, names, fc.constant(' ')), { maxLength: 14 })
  .map((parts) => `overheated ${parts.join('')}`.replace(/[\r\n]/g, ''))
const messages = fc.oneof(
  texts,
  fc
    .record({ msg: texts, err: texts, pod: fc.constantFrom('default/web-0', 'tank') })
    .map(({ msg, err, pod }) => `${JSON.stringify(msg)} err=${JSON.stringify(err)} pod="${pod}"`),
)

test('the parts of a text are the text', () => {
  fc.assert(
    fc.property(texts, (text) =>
      expect(
        partsOf(text, ['web-0'])
          .map((part) => part.text)
          .join(''),
      ).toBe(text),
    ),
  )
})

test('the rule matches the line that it was made of, with the captures of its sample', () => {
  fc.assert(
    fc.property(messages, (message) => {
      const line = klog(message)
      const draft = draftRule('flux', [line])
      expect(draft).toBeDefined()
      if (draft === undefined) return
      const [match] = new Matcher([draft.rule]).match(recordOf(line))
      expect(match).toBeDefined()
      const { captures = {} } = draft.rule.samples.match[0] ?? {}
      expect(match?.captures).toEqual(captures)
    }),
    { numRuns: 500 },
  )
})

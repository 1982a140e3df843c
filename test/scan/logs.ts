// Logs for the test that the scan finds what the stages find: what kubelets print, and everything that may come between.
import fc from 'fast-check'
import type { Rule } from '../../src/rules/rule.ts'
import type { ReadOptions } from '../../src/diagnose.ts'
import { Suppressor } from '../../src/config/config.ts'
import { aRule, aSignature } from '../rules/a-rule.ts'

/** One rule for each thing that a scan could get wrong: where literals stand, at which severity, of whom, and what is told of them. */
export const RULES: readonly Rule[] = [
  aRule({ id: 'disk-full', explains: ['pod-evicted'], signatures: [aSignature('no space left', { at: 'values' })] }),
  aRule({ id: 'pod-evicted', role: 'effect', subject: 'pod', signatures: [aSignature('Evicted pod', { at: 'head' })] }),
  aRule({ id: 'timed-out', signatures: [aSignature('deadline exceeded', { at: 'err', decisive: true })] }),
  aRule({ id: 'probe-failed', signatures: [aSignature('Probe failed', { at: 'head', severity: ['I'] })] }),
  aRule({ id: 'lost', signatures: [aSignature('connection lost', { severity: ['W', 'E'], not: ['again'] })] }),
  aRule({ id: 'quoted', signatures: [aSignature("couldn't parse")] }),
  aRule({ id: 'short', signatures: [aSignature('x509:', { echo: true })] }),
  aRule({ id: 'harmless', role: 'noise', signatures: [aSignature('harmless')] }),
  aRule({
    id: 'stopped',
    role: 'lifecycle',
    marks: 'stop',
    signatures: [aSignature('Stopped Kubelet', { identifier: ['systemd'] })],
  }),
  aRule({ id: 'booted', role: 'lifecycle', marks: 'boot', signatures: [aSignature('-- Boot ')] }),
  aRule({
    id: 'version',
    role: 'context',
    marks: 'fact',
    signatures: [
      aSignature('Kubelet version', { regex: '(?<version>v[\\d.]+)', facts: { version: '{version}' } }),
      aSignature('k3s', { at: 'identifier', facts: { distribution: 'k3s' } }),
    ],
  }),
]

const HARMLESS = [
  '"Synced" pod="shop/web-0"',
  'Starting reconciler',
  '"Started" err="none" pod="shop/web-1"',
  '"Evicted no pod" pod="shop/web-0"',
  '"Quoted" err="he said \\"Evicted pod\\" twice" n=1',
  'Image [sha256:0a1b] of [2] is fine',
]
const TELLING = [
  '"Sync failed" err="write /x: no space left on device" pod="shop/web-0"',
  '"no space left in the name" pod="shop/web-0"',
  'no space left without structure',
  '"no space left" is gone',
  '"Evicted pod" pod="shop/web-1"',
  'Evicted pod "shop_web-2" of node',
  '"Unhandled Error" err="Evicted pod: gone" logger="UnhandledError"',
  '"\\u0055nhandled Error" err="Evicted pod: gone"',
  '"msg"="Unhandled Error" "err"="Evicted pod"',
  '"Wait" err="context deadline exceeded" note="deadline exceeded"',
  '"Wait" note="deadline exceeded" err=<nil>',
  '"Probe failed" probeType="Liveness" pod="shop/web-0"',
  '"Wrapped" err="Probe failed: connection lost"',
  'connection lost, and again',
  'x509: certificate has expired',
  'harmless: connection lost',
  'Kubelet version v1.30.4',
  '"Nobody knows" err="flux 17"',
]
const ODD = [
  'costs #12 and #011tabs',
  'says \u201chello\u201d and \u2018bye\u2019',
  'grüß Gott, 節點 💾 no space left',
  'conn\u001b[31mection\u001b[0m lost',
  'couldn\u2019t parse \u201cx\u201d',
  'cut by a pag>',
  '**bold** connection lost**',
  'then node-a kubelet[7]: more',
  'then E0602 11:00:00.000001       7 other.go:3] connection lost',
  'lost Jun 02 11:00:01 node-a kubelet[7]: E0602 11:00:01.000001       7 other.go:3] connection lost',
  'struct {',
  '"Open" err="begins and',
  '{"ts":1717326000000.5,"caller":"a/b.go:7","msg":"Gone","err":"no space left"}',
  'with blob [45B blob data]',
  `long ${'word '.repeat(400)}connection lost`,
]
export const message: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...HARMLESS) },
  { weight: 8, arbitrary: fc.constantFrom(...TELLING) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD) },
  {
    weight: 2,
    arbitrary: fc.nat(30).map((number) => `"Counted" err="no space left ${number}" pod="shop/web-${number}"`),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll(/[\r\n]/g, ' ')),
  },
)

/** A kubelet, and how its lines are printed. */
export interface Writer {
  readonly host: string
  readonly name: string
  readonly pid: number
  readonly format: keyof typeof PREFIXES
  /** Minutes from the journal's clock to klog's, and the microseconds that the journal is late. */
  readonly ahead: number
  readonly late: number
}

const pad = (number: number, width = 2): string => String(number).padStart(width, '0')
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const iso = (us: number): string => new Date(us / 1000).toISOString().slice(0, 19)
const micro = (us: number): string => pad(us % 1_000_000, 6)
const short = (us: number): string => {
  const date = new Date(us / 1000)
  return `${MONTHS[date.getUTCMonth()]} ${pad(date.getUTCDate())} ${iso(us).slice(11)}`
}

const PREFIXES = {
  short: (us, { host, name, pid }) => `${short(us)} ${host} ${name}[${pid}]: `,
  syslog: (us, { host, name, pid }) => `${short(us).replace(' 0', '  ')} ${host} ${name}[${pid}]: `,
  precise: (us, { host, name, pid }) => `${short(us)}.${micro(us)} ${host} ${name}[${pid}]: `,
  iso: (us, { host, name, pid }) => `${iso(us)}+0000 ${host} ${name}[${pid}]: `,
  isoPrecise: (us, { host, name, pid }) => `${iso(us)}.${micro(us)}+00:00 ${host} ${name}[${pid}]: `,
  full: (us, { host, name, pid }) =>
    `${new Date(us / 1000).toUTCString().slice(0, 3)} ${iso(us).replace('T', ' ')} UTC ${host} ${name}[${pid}]: `,
  cri: (us) => `${iso(us)}.${micro(us)}000Z stderr F `,
  cat: () => '',
  noHost: (us, { name, pid }) => `${short(us)} ${name}[${pid}]: `,
  twoTimes: (us, { host, name, pid }) => `${short(us)} ${host} 11:00:00 ${name}[${pid}]: `,
} satisfies Record<string, (us: number, writer: Writer) => string>

const writer: fc.Arbitrary<Writer> = fc.record({
  host: fc.constantFrom('node-a', 'node-b'),
  name: fc.constantFrom('kubelet', 'kubelet', 'k3s'),
  pid: fc.constantFrom(7, 1423),
  format: fc.oneof(
    { weight: 5, arbitrary: fc.constant('short' as const) },
    { weight: 5, arbitrary: fc.constantFrom(...(Object.keys(PREFIXES) as (keyof typeof PREFIXES)[])) },
  ),
  ahead: fc.constantFrom(0, 0, 0, 120, -330, 7),
  late: fc.constantFrom(300, 900, 2_000_000, 61_000_000),
})

export const header = (us: number, severity: string, { pid, ahead, late }: Writer): string => {
  const klog = us - late + ahead * 60_000_000
  return `${severity}${iso(klog).slice(5, 10).replace('-', '')} ${iso(klog).slice(11)}.${micro(klog)} ${String(pid).padStart(7)}`
}

/** Prints a line. */
export type Line = (us: number, writer: Writer) => string

export const klogLine: fc.Arbitrary<Line> = fc
  .record({
    text: message,
    severity: fc.constantFrom('I', 'I', 'I', 'W', 'E', 'F'),
    file: fc.constantFrom('a.go:1', 'kube_let.go:12345', 'b:7'),
    isLeap: fc.oneof({ weight: 20, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  })
  .map(({ text, severity, file, isLeap }) => (us, by) => {
    const head = `${PREFIXES[by.format](us, by)}${header(us, severity, by)}`
    return `${isLeap ? head.replaceAll(/:59\b/g, ':60') : head} ${file}] ${text}`
  })

/** What stands between klog's lines: of the same process, of others, or of nobody. */
export const otherLine: fc.Arbitrary<Line> = fc.oneof(
  fc.constantFrom<Line[]>(
    (us, by) => `${PREFIXES[by.format](us, { ...by, name: 'systemd', pid: 1 })}Stopped Kubelet.`,
    (us, by) => `${PREFIXES[by.format](us, by)}panic: no space left`,
    (us, by) =>
      [
        `${PREFIXES[by.format](us, by)}${header(us, 'E', by)} a.go:1] "Failed" err=<`,
        `${PREFIXES[by.format](us, by)}\tno space left`,
        `${PREFIXES[by.format](us, by)} >`,
      ].join('\n'),
    (us, by) => `${PREFIXES[by.format](us, by)}${header(us, 'I', by)} a.go:1] "Failed" err=<`,
    (us, by) => `${PREFIXES[by.format](us, by)}\tno space left`,
    (us, by) => `${PREFIXES[by.format](us, by)} >`,
    (us, by) => `${PREFIXES[by.format](us, by)}goroutine 1 [running]:`,
    (us, by) => `${PREFIXES[by.format](us, by)}message repeated 3 times: [ connection lost]`,
    (us, by) => `${short(us)} ${by.host} last message repeated 2 times`,
    (us, by) => `${PREFIXES.cri(us).replace(' F ', ' P ')}${header(us, 'E', by)} a.go:1] "Cut" err="no space`,
    (us) => `${PREFIXES.cri(us)} left"`,
    (us) => `[${us % 1000}.000100] kernel: no space left`,
    () => '',
    () => '-- Reboot --',
    () => '-- Boot 0f5d0f5d0f5d0f5d0f5d0f5d0f5d0f5d --',
    () => '-- Logs begin at Sun 2024-06-02 10:00:00 UTC, end at Mon 2025-01-06 12:00:00 UTC. --',
    () => '-- Logs begin at Sat 2024-06-01 09:00:00 UTC, end at Sat 2024-06-01 11:00:00 UTC. --',
    () => '==> kube-apiserver [0aa1f6498e6e] <==',
    () => '==> kubelet <==',
    () => '==> dmesg <==',
    () => 'on with the line before: no space left',
    () => '        on under the message before, connection lost',
    () => 'lines 1-23',
    () => '> quoted',
    () => '\u{feff}hello',
    () => 'Log file created at: 2024/06/02 10:00:00',
    () => 'Running on machine: node-b',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => () => text.replaceAll(/[\r\n]/g, ' ')),
)

const at = (...[month, day, hours, minutes, seconds]: [number, number, number, number, number]): number =>
  Date.UTC(2024, month - 1, day, hours, minutes, seconds) * 1000
const START = at(6, 2, 10, 59, 58)
/** Turns of an hour, of a day, of a month, of a year, and of summer time in three zones. */
const MOMENTS = [
  START,
  at(6, 2, 23, 59, 59),
  at(2, 29, 23, 59, 58),
  at(12, 31, 23, 59, 59),
  at(1, 1, 0, 0, 0),
  at(3, 31, 1, 59, 59),
  at(3, 31, 2, 59, 58),
  at(10, 27, 1, 59, 58),
  at(10, 27, 2, 59, 58),
  at(3, 10, 1, 59, 59),
  at(11, 3, 1, 59, 59),
  at(4, 7, 1, 29, 59),
  at(10, 6, 2, 29, 59),
]
/** The day after that is the last one of its year: later on that day, lines are from the year before. */
const REFERENCE = new Date('2025-01-10T11:30:00Z')
const LIMIT = at(1, 11, 11, 30, 0)

/** What a log is made of: the lines of a kubelet, and what comes between. */
interface Kinds {
  readonly usual: fc.Arbitrary<Line>
  readonly other: fc.Arbitrary<Line>
  /** How many times as many lines are like others before them. */
  readonly calm?: number
}

/** Lines of one or more processes that say much the same, as they do in most logs. */
const runOf = ({ usual: any, other, calm = 1 }: Kinds) =>
  fc
    .record({
      by: fc.array(writer, { minLength: 1, maxLength: 3 }),
      usual: fc.array(any, { minLength: 1, maxLength: 3 }),
      moment: fc.oneof(
        { weight: 1, arbitrary: fc.constant(undefined) },
        { weight: 2, arbitrary: fc.constantFrom(...MOMENTS, LIMIT) },
      ),
      gap: fc.constantFrom(20, 400_000, 1_000_000, 3_600_000_000, 21_600_000_000, -5_000_000, -3_600_000_000),
      step: fc.constantFrom(7, 90_000, 700_000),
    })
    .chain(({ by, usual, ...times }) => {
      const line = fc.oneof(
        { weight: 12 * calm, arbitrary: fc.constantFrom(...usual) },
        { weight: 3, arbitrary: any },
        { weight: 1, arbitrary: other },
      )
      const lines = fc.array(
        fc.record({
          who: fc.oneof({ weight: 4 * calm, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2) }),
          line,
        }),
        { minLength: 1, maxLength: 16 * calm },
      )
      return lines.map((all) => ({
        ...times,
        lines: all.map(({ who, line: print }) => ({ by: by[who % by.length] as Writer, print })),
      }))
    })

const linesOf = (kinds: Kinds): fc.Arbitrary<string[]> =>
  fc
    .record({
      runs: fc.array(runOf(kinds), { minLength: 1, maxLength: 7 }),
      isReversed: fc.constantFrom(false, false, false, true),
    })
    .map(({ runs, isReversed }) => {
      let us = START
      const lines = runs.flatMap(({ moment = us, gap, step, lines: all }) => {
        us = moment + gap
        return all.map(({ by, print }) => print((us += step), by))
      })
      return isReversed ? lines.toReversed() : lines
    })

/** Where a year or an offset changes, mostly within a day, and with which options and first lines. */
const CHANGES: readonly (readonly [us: number, given: ReadOptions, first?: string])[] = [
  [at(3, 31, 3, 0, 0), { year: 2024, timezone: 'Europe/Berlin' }],
  [at(10, 27, 2, 0, 0), { year: 2024, timezone: 'Europe/Berlin' }],
  [at(3, 10, 2, 0, 0), { year: 2024, timezone: 'America/New_York' }],
  [at(11, 3, 2, 0, 0), { year: 2024, timezone: 'America/New_York' }],
  [at(4, 7, 1, 30, 0), { year: 2024, timezone: 'Australia/Lord_Howe' }],
  [at(10, 6, 2, 30, 0), { year: 2024, timezone: 'Australia/Lord_Howe' }],
  [LIMIT, {}, '-- Logs begin at Sun 2024-06-02 10:00:00 UTC, end at Fri 2025-01-10 11:30:00 UTC. --'],
  [at(12, 31, 24, 0, 0), { year: 2024 }],
  [at(2, 29, 24, 0, 0), { year: 2024, timezone: 'America/New_York' }],
]

/** The bytes of a log of lines that are alike, on both sides of such a change, and how it is read. */
export const logOfChange: fc.Arbitrary<readonly [log: Uint8Array, given: ReadOptions]> = fc
  .record({
    change: fc.constantFrom(...CHANGES),
    by: fc.array(writer, { minLength: 1, maxLength: 2 }),
    usual: fc.array(klogLine, { minLength: 1, maxLength: 2 }),
    width: fc.constantFrom(3_001, 14_400_007),
    places: fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 40 }),
    order: fc.constantFrom(1, 1, -1, 0),
  })
  .map(({ change: [moment, given, first = ''], by, usual, width, places, order }) => {
    const times = places.map((place) => moment + place * width)
    if (order !== 0) times.sort((a, b) => order * (a - b))
    // Some at a time are of the same process, and say the same.
    const lines = times.map((us, index) =>
      (usual[(index >> 2) % usual.length] as Line)(us, by[(index >> 3) % by.length] as Writer),
    )
    return [new TextEncoder().encode(`${[first, ...lines].join('\n')}\n`), given]
  })

/** The bytes of a log, in chunks. */
export const logOf = (kinds: Kinds): fc.Arbitrary<Uint8Array[]> =>
  fc
    .record({
      lines: linesOf(kinds),
      lineEnd: fc.constantFrom('\n', '\n', '\n', '\r\n'),
      isOpen: fc.boolean(),
      wrap: fc.constantFrom(0, 0, 0, 0, 0, 90),
      cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
      harm: fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), {
        maxLength: 2,
      }),
    })
    .map(({ lines, lineEnd, isOpen, wrap, cuts, harm }) => {
      const wrapped = wrap === 0 ? lines : lines.flatMap((line) => line.match(/[^\n]{1,90}/g) ?? [''])
      const bytes = new TextEncoder().encode(wrapped.join(lineEnd) + (isOpen ? '' : lineEnd))
      for (const [at, byte] of harm) bytes[Math.floor(at * bytes.length)] = byte
      const places = [...cuts.map((cut) => Math.floor(cut * bytes.length)), bytes.length].sort((a, b) => a - b)
      return places.map((place, index) => bytes.subarray(places[index - 1] ?? 0, place))
    })

/** A log of text. */
export const log: fc.Arbitrary<Uint8Array[]> = logOf({ usual: klogLine, other: otherLine })

const suppressor = new Suppressor([
  { rule: 'disk-full', reason: 'known', until: '2024-06-02' },
  { rule: 'version', reason: 'known' },
])

/** What a user may say of a log. Without a year, the first records wait for one: it is mostly given. */
export const options: fc.Arbitrary<ReadOptions> = fc
  .record({
    dating: fc.constantFrom<ReadOptions[]>(
      { year: 2024 },
      { year: 2024 },
      { year: 2024 },
      { reference: REFERENCE },
      {},
    ),
    timezone: fc.constantFrom(
      undefined,
      undefined,
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      '+05:30',
    ),
    node: fc.constantFrom(undefined, 'node-c'),
    since: fc.constantFrom(undefined, undefined, START + 4_000_000),
    until: fc.constantFrom(undefined, undefined, START + 8_000_000),
    suppressor: fc.constantFrom(undefined, undefined, suppressor),
    format: fc.constantFrom(undefined, undefined, undefined, 'journal-short' as const, 'klog' as const),
  })
  .map(({ dating, ...others }) => ({
    ...dating,
    ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)),
  }))

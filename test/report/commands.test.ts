// Commands are there to be copied into a root shell: they are the rules' own words, and nothing of a log is ever in one.
import { beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { diagnose } from '../../src/diagnose.ts'
import { formatJunit } from '../../src/report/junit/junit.ts'
import { formatMarkdown } from '../../src/report/markdown/markdown.ts'
import type { Report } from '../../src/report/report.ts'
import type { Style } from '../../src/report/text/page.ts'
import { formatText } from '../../src/report/text/text.ts'
import { builtinRules } from '../../src/rules/load.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { at, seen } from '../correlate/story.ts'
import { markdown, testResults } from './readers.ts'
import { ATTACKS, everyRuleReport, PATIENCE } from './reports.ts'

/** A rule whose author has tried to put a capture into a command. */
const STEPS: Rule['remediation'] = [
  { phase: 'confirm', title: 'Look at {pod}', command: 'kubectl logs {pod}', expect: 'an error' },
  { phase: 'mitigate', title: 'Restart it', command: 'kubectl delete pod {pod}\necho done', risk: 'none known' },
]
const OWN = seen(
  'pod-crash',
  { level: 'high', subject: 'pod', remediation: STEPS },
  { regex: 'pod crash of (?<pod>.+)', summary: 'crash of {pod}' },
)

let rules: readonly Rule[]
let reports: Record<'of every rule' | 'of strangers', Report>

beforeAll(async () => {
  rules = await builtinRules()
  const log = ATTACKS.map((attack, index) => at(`12:${String(index).padStart(2, '0')}:00`, `pod crash of ${attack}`))
  reports = {
    'of every rule': await everyRuleReport(),
    'of strangers': await diagnose(log.join('\n'), { rules: [OWN] }),
  }
}, PATIENCE)

const commandsOf = (all: readonly Rule[]): Set<string> =>
  new Set(all.flatMap(({ remediation }) => remediation.flatMap(({ command }) => command?.trimEnd() ?? [])))

describe.each(['of every rule', 'of strangers'] as const)(
  'in a report %s the commands are those of the rules',
  (name) => {
    const known = (): Set<string> => commandsOf([...rules, OWN])
    const unknown = (commands: readonly string[]): string[] => {
      expect(commands.length).toBeGreaterThan(0)
      return commands.filter((command) => !known().has(command.trimEnd()))
    }

    test('as JSON', () => {
      const steps = reports[name].incidents.flatMap(({ remediation }) => remediation)
      expect(unknown(steps.flatMap(({ command }) => command ?? []))).toEqual([])
    })

    test('as text', () => {
      const lines = new Set([...known()].flatMap((command) => command.split('\n')))
      const painted: string[] = []
      const style = (what: Style, text: string): string => {
        if (what === 'command') painted.push(text)
        return text
      }
      formatText(reports[name], { style, verbose: true })
      expect(painted.length).toBeGreaterThan(0)
      expect(painted.filter((line) => !lines.has(line))).toEqual([])
    })

    test('as Markdown', () => {
      const fences = markdown
        .parse(formatMarkdown(reports[name]), {})
        .filter(({ type, info }) => type === 'fence' && info === 'sh')
      expect(unknown(fences.map(({ content }) => content))).toEqual([])
    })

    test('as JUnit XML', () => {
      const traces = testResults(formatJunit(reports[name])).suites.flatMap(({ cases }) =>
        cases.map((one) => one.stack_trace ?? ''),
      )
      const first = new Set([...known()].map((command) => command.split('\n')[0]))
      const said = traces.flatMap((trace) => /^do now: (?<command>.*)$/m.exec(trace)?.groups?.['command'] ?? [])
      expect(said.length).toBeGreaterThan(0)
      expect(said.filter((command) => !first.has(command))).toEqual([])
    })
  },
)

test('bash understands every command of the built-in rules, with names in place of <NAMES>', () => {
  const commands = [...commandsOf(rules)].map((command) => command.replace(/<[A-Z][A-Z_]*>/g, 'NAME'))
  const script = commands.map((command, index) => `f${index}() {\n${command}\n}`).join('\n')
  expect(commands.length).toBeGreaterThan(100)
  expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
})

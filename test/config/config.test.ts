import { describe, expect, test } from '@jest/globals'
import { configureRules, Suppressor } from '../../src/config/config.ts'
import { decodeConfig } from '../../src/config/decode.ts'
import { diagnose } from '../../src/diagnose.ts'
import { formatRuleError } from '../../src/errors.ts'
import { builtinRules } from '../../src/rules/load.ts'

const rules = await builtinRules()

const LOG = `2025-02-03T04:05:06.000001+00:00 worker-7 kubelet[901]: E0203 04:05:06.000001     901 kubelet.go:1530] "Failed to start cAdvisor" err="inotify_add_watch /sys/fs/cgroup/cpu: no space left on device"
2025-02-03T04:05:07.000001+00:00 worker-7 systemd[1]: kubelet.service: Main process exited, code=exited, status=1/FAILURE
`

function causes(report: Awaited<ReturnType<typeof diagnose>>): string[] {
  return report.incidents.map(({ cause }) => cause.rule)
}

describe('a configuration that is wrong is told where', () => {
  test.each([
    [
      'a rule that is not there',
      'disable: [no-such-rule]',
      'c.yaml:1:11: UNKNOWN_RULE: there is no rule `no-such-rule`',
    ],
    ['an unknown key', 'ignore: []', 'c.yaml:1:1: SCHEMA: the file has an unknown key `ignore`'],
    [
      'an unknown level',
      'levels:\n  disk-full: bad',
      'c.yaml:2:14: SCHEMA: `levels.disk-full` must be one of critical, high, medium, low, informational',
    ],
    [
      'a suppression without a reason',
      'suppress:\n  - rule: disk-full',
      "c.yaml:2:5: SCHEMA: `suppress.0` must have required property 'reason'",
    ],
    [
      'no YAML',
      'disable: [',
      'c.yaml:1:11: YAML_SYNTAX: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ])('%s', (_name, text, message) => {
    const decoded = decodeConfig(text, 'c.yaml', rules)
    expect(decoded.ok ? [] : decoded.errors.map(formatRuleError)).toEqual([message])
  })

  test('an empty file is an empty configuration', () => {
    expect(decodeConfig('', 'c.yaml', rules)).toEqual({ ok: true, config: {} })
  })
})

describe('a configuration changes the rules', () => {
  test('a disabled rule does not match: its effect then stands without a cause', async () => {
    const configured = configureRules(rules, { disable: ['inotify-watches-exhausted'] })
    expect(causes(await diagnose(LOG, { rules: configured }))).toEqual(['cadvisor-start-failed'])
  })

  test('a rule has the level that the site gives it', () => {
    const configured = configureRules(rules, { levels: { 'disk-full': 'low' } })
    expect(configured.find(({ id }) => id === 'disk-full')?.level).toBe('low')
    expect(configured).toHaveLength(rules.length)
  })
})

describe('what is suppressed is not reported, but counted', () => {
  const rule = 'inotify-watches-exhausted'
  test.each([
    ['on every node', { rule, reason: 'known, ops' }, true],
    ['on nodes of that name', { rule, reason: 'known, ops', node: 'worker-*' }, true],
    ['not on others', { rule, reason: 'known, ops', node: 'control-*' }, false],
    ['not about other subjects', { rule, reason: 'known, ops', subject: 'shop/*' }, false],
    ['until the last day, by the time of the log', { rule, reason: 'known, ops', until: '2025-02-03' }, true],
    ['not after it', { rule, reason: 'known, ops', until: '2025-02-02' }, false],
  ])('%s', async (_name, suppression, isSuppressed) => {
    const report = await diagnose(LOG, { rules, suppressor: new Suppressor([suppression]) })
    expect(causes(report)).toEqual([isSuppressed ? 'cadvisor-start-failed' : rule])
    expect(report.suppressed).toEqual(isSuppressed ? [{ reason: `${rule}: known, ops`, count: 1 }] : [])
  })

  test.each([
    ['shop/*', 'shop/web-0', true],
    ['*web*', 'shop/web-0', true],
    ['shop/*-0', 'shop/web-0', true],
    ['shop/*-0', 'shop/web-1', false],
    ['a*a', 'a', false],
    ['shop/web-0', 'shop/web-0', true],
    ['shop/web', 'shop/web-0', false],
    ['s*w*0', 'shop/web-0', true],
    ['s*0*w', 'shop/web-0', false],
  ])('the pattern %s and the subject %s: %s', (subject, name, isSuppressed) => {
    const podRule = rules.find(({ id }) => id === 'container-crash-loop')
    if (podRule === undefined) throw new Error('the rule is gone')
    const suppressor = new Suppressor([{ rule: podRule.id, subject, reason: 'a reason' }])
    const match = {
      rule: podRule,
      signature: 's',
      subject: name,
      captures: {},
      confidence: 'high' as const,
      echo: false,
    }
    expect(suppressor.find(match, 'node-a', 1) !== undefined).toBe(isSuppressed)
  })
})

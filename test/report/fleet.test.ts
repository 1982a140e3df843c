import { expect, test } from '@jest/globals'
import { diagnose } from '../../src/diagnose.ts'
import { formatText } from '../../src/report/text/text.ts'
import { builtinRules } from '../../src/rules/load.ts'

const rules = await builtinRules()
const line = (time: string, node: string): string =>
  `2025-02-03T${time}+00:00 ${node} kubelet[901]: W0203 ${time}.000001     901 watcher.go:93] inotify_add_watch /sys/fs/cgroup/pids/a.service: no space left on device`

test('a cause on several nodes is told once, with where it was first', async () => {
  const report = await diagnose([line('04:05:06', 'node-b'), line('04:05:09', 'node-a')].join('\n'), { rules })
  expect(report.fleet).toEqual([
    {
      rule: 'inotify-watches-exhausted',
      title: 'inotify watches exhausted',
      level: 'high',
      nodes: 2,
      ongoing: 2,
      first: '2025-02-03T04:05:06.000001Z',
      firstNode: 'node-b',
    },
  ])
  expect(formatText(report, { width: 100 }).split('\n').slice(0, 2)).toEqual([
    'Causes on 2 nodes',
    '  HIGH      2 of 2  inotify watches exhausted, ongoing on 2; first 2025-02-03 04:05 on node-b',
  ])
})

test('the incidents of one node need no such view', async () => {
  const report = await diagnose(line('04:05:06', 'node-b'), { rules })
  expect(formatText(report)).not.toContain('Causes on')
})

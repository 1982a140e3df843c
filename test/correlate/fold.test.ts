import { describe, expect, test } from '@jest/globals'
import { diagnose } from '../../src/diagnose.ts'
import { builtinRules } from '../../src/rules/load.ts'

const rules = await builtinRules()
const watches =
  'W0203 04:05:06.000001     901 watcher.go:93] inotify_add_watch /sys/fs/cgroup/pids/a.service: no space left on device'
const cadvisor =
  'E0203 04:05:07.000001     901 kubelet.go:1530] "Failed to start cAdvisor" err="inotify_add_watch /sys/fs/cgroup/cpu: no space left on device"'

async function incidents(...lines: string[]): Promise<string[]> {
  const report = await diagnose(lines.join('\n'), { rules, year: 2025 })
  return report.incidents.map(({ node, cause, effects }) =>
    [node, cause.rule, ...effects.map(({ rule }) => rule)].join(' '),
  )
}

describe('lines that do not name their host', () => {
  test('are of the one host that the others name', async () => {
    expect(await incidents(`Feb 03 04:05:06 node-a kubelet[901]: ${watches}`, cadvisor)).toEqual([
      'node-a inotify-watches-exhausted cadvisor-start-failed',
    ])
  })

  test('stay by themselves where there are several', async () => {
    const all = await incidents(
      `Feb 03 04:05:06 node-a kubelet[901]: ${watches}`,
      `Feb 03 04:05:06 node-b kubelet[7]: ${watches}`,
      cadvisor,
    )
    expect(all.map((line) => line.split(' ')[0] ?? '').toSorted()).toEqual(['node-a', 'node-b', 'unknown'])
  })
})

// The same numbers as the well-known one-liner, on every process of this machine.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Host } from '../../src/host/host.ts'
import { readInotify } from '../../src/host/inotify/report.ts'

const FIND = `find /proc/[0-9]*/fd -lname 'anon_inode:inotify' 2>/dev/null | sed 's,/fd/,/fdinfo/,' | xargs -r grep -Hc '^inotify' 2>/dev/null`

/** Watches by pid, as the one-liner counts them. */
function byFind(): Map<number, number> {
  const { stdout } = spawnSync('sh', ['-c', FIND], { encoding: 'utf8' })
  const counts = new Map<number, number>()
  for (const [, pid, count] of stdout.matchAll(/^\/proc\/(\d+)\/fdinfo\/\d+:(\d+)$/gm))
    counts.set(Number(pid), (counts.get(Number(pid)) ?? 0) + Number(count))
  return counts
}

const onLinux = process.platform === 'linux' ? describe : describe.skip

onLinux('the counts on this machine', () => {
  const children: ChildProcess[] = []

  beforeAll(async () => {
    const script = (folders: string): string =>
      `for (const folder of ${folders}) fs.watch(folder); console.log(); setInterval(() => {}, 1e6)`
    for (const folders of ['["/", "/etc", "/usr"]', '["/"]']) {
      const child = spawn(process.execPath, ['-e', script(folders)], { stdio: ['ignore', 'pipe', 'inherit'] })
      children.push(child)
      await once(child.stdout, 'data')
    }
  })

  afterAll(() => {
    for (const child of children) child.kill()
  })

  test('are those of find and grep for every process', async () => {
    const before = byFind()
    const { processes } = await readInotify(new Host(), { crictl: () => Promise.resolve(undefined) })
    const after = byFind()
    // Other processes come, go and watch more while we look: what stood still must agree.
    const still = [...before].filter(([pid, count]) => after.get(pid) === count)
    const ours = new Map(processes.map(({ pid, watches }) => [pid, watches]))
    expect(still.map(([pid]) => [pid, ours.get(pid)])).toEqual(still)
    expect(children.map(({ pid }) => ours.get(pid ?? 0))).toEqual([3, 1])
  })
})

// Logs and rule files for the tests of the command line.
import { mkdtempSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const WATCH = '/sys/fs/cgroup/memory/system.slice/backup.service'

/** An incident of level high on node-a: five watches refused within a second. No year, no zone. */
export const WATCHES_EXHAUSTED: string = Array.from(
  { length: 5 },
  (_, index) =>
    `Jun 02 15:39:0${index} node-a kubelet[563]: W0602 15:39:0${index}.168847     563 watcher.go:93] Error while processing event ` +
    `("${WATCH}": 0x40000100 == IN_CREATE|IN_ISDIR): inotify_add_watch ${WATCH}: no space left on device\n`,
).join('')

/** Ordinary lines of a kubelet that is well. */
export const HEALTHY: string = [
  'Jun 02 15:40:01 node-b kubelet[801]: I0602 15:40:01.179166     801 kubelet_node_status.go:76] "Successfully registered node" node="node-b"',
  'Jun 02 15:40:02 node-b kubelet[801]: I0602 15:40:02.000123     801 reconciler.go:26] "Reconciler: start to sync state"',
  '',
].join('\n')

/** A line that only a rule of our own knows. */
export const FLUX: string =
  'Jun 02 15:41:00 node-a kubelet[563]: E0602 15:41:00.000001     563 flux.go:88] "Flux capacitor overheated" err="plasma above limit" unit="flux-1"\n'

/** A rule file that {@link FLUX} matches, with some lines of it changed. */
export function rule(changes: Readonly<Record<string, string>> = {}): string {
  const text = `id: flux-overheated
title: flux capacitor overheated
role: cause
level: medium
status: experimental
description: The flux capacitor is too hot, and the node slows down.
impact: Pods on the node run slower than they should.
window: 10m
signatures:
  - id: overheated
    contains: Flux capacitor overheated
    at: head
    regex: 'err="(?<reason>[^"]*)"'
    summary: 'the capacitor is too hot: {reason}'
falsePositives:
  - The sensor can be wrong; then the plasma is cold to the touch.
remediation:
  - phase: confirm
    title: Read the temperature of the capacitor
    command: cat /sys/class/flux/temperature
    expect: more than 1210 degrees
  - phase: mitigate
    title: Cool the capacitor with water
    command: systemctl start flux-pump
    risk: none known
samples:
  match:
    - log: |
        ${FLUX.trim()}
      signature: overheated
      captures: { reason: plasma above limit }
      from: synthetic
  noMatch:
    - log: |
        ${FLUX.trim().replace('overheated', 'cooled down')}
      because: a capacitor that has cooled down is well
`
  return Object.entries(changes).reduce((rule, [from, to]) => rule.replace(from, to), text)
}

/** A new temporary folder with some files in it. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kubelog-'))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

// A folder with the files that the docs speak of.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './blocks.ts'

export const SAMPLE: string = join(ROOT, 'samples/inotify-real-kubelet/kubelet.log')
const OLD = join(ROOT, 'samples/inotify-watches-exhausted/watches-exhausted.log')

const SITE = `disable: [orphaned-pod-volumes]
`

export function sandbox(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubelog-docs-page-'))
  const copy = (from: string, to: string): void => {
    mkdirSync(join(folder, to, '..'), { recursive: true })
    cpSync(from, join(folder, to))
  }
  symlinkSync(join(ROOT, 'samples'), join(folder, 'samples'))
  for (const name of ['kubelet.log', 'archive/node-a/kubelet.log', 'nodes/node-a/kubelet.log']) copy(SAMPLE, name)
  for (const name of ['old.log', 'nodes/node-b/kubelet.log', 'messages']) copy(OLD, name)
  mkdirSync(join(folder, 'my-rules'))
  mkdirSync(join(folder, 'node_exporter'))
  mkdirSync(join(folder, 'bundles'))
  writeFileSync(join(folder, 'site.yaml'), SITE)
  for (const name of ['bundles/node-a.tar.gz', 'sosreport-node-a.tar.xz'])
    execFileSync('tar', ['-caf', name, 'archive'], { cwd: folder })
  return folder
}

/** Files of the machine that the docs name, and what stands for them in the sandbox. */
export function inSandbox(commands: string): string {
  return commands.replaceAll('/var/lib/node_exporter/', 'node_exporter/').replaceAll('/var/log/messages', 'messages')
}

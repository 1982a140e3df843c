// What comes out of an input: its logs, and what is noted of the rest.
import { expand, type ExpandNotes, type Log } from '../../src/input/expand.ts'
import { DEFAULT_LIMITS, type Limits } from '../../src/input/limits.ts'
import { nodeOpeners } from '../../src/input/node-openers.ts'
import type { Problem } from '../../src/input/problems.ts'
import { stream } from './compression/samples.ts'

export interface Expanded {
  readonly logs: readonly { readonly name: string; readonly text: string; readonly node: string | undefined }[]
  readonly skipped: number
  readonly problems: readonly Problem[]
}

export interface Given {
  readonly name?: string
  readonly inner?: string
  readonly limits?: Partial<Limits>
  readonly path?: string
  readonly size?: number
}

export const NOW: Date = new Date('2024-07-01T12:00:00Z')

export async function expanded(bytes: Uint8Array, { name = 'input', limits, ...file }: Given = {}): Promise<Expanded> {
  const notes: ExpandNotes = { skipped: 0, problems: [] }
  const logs: Expanded['logs'][number][] = []
  const input = { name, reference: NOW, ...file, open: () => stream(bytes, 64 * 1024) }
  for await (const log of expand(input, { ...DEFAULT_LIMITS, ...limits }, notes, nodeOpeners()))
    logs.push(await whole(log))
  return { logs, ...notes }
}

async function whole({ name, node, bytes }: Log): Promise<Expanded['logs'][number]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return { name, node, text: Buffer.concat(chunks).toString() }
}

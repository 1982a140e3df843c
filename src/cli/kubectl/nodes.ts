// Which nodes are meant: those that are named, or those with some labels.
import { UsageError } from '../../errors.ts'
import { isReadProblem, readProblem } from '../../input/problems.ts'
import type { Io } from '../io.ts'
import { getRaw } from './kubectl.ts'

/** As Kubernetes names objects; nothing else comes into a path of the API server. */
const NAME = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/

export interface WhichNodes {
  readonly names: readonly string[]
  readonly selector: string | undefined
  readonly all: boolean
}

/** @throws UsageError when none are meant, or none are found */
export async function findNodes(
  { names, selector, all }: WhichNodes,
  flags: readonly string[],
  io: Io,
): Promise<string[]> {
  const bare = names.map((name) => name.replace(/^nodes?\//, ''))
  const wrong = bare.find((name) => !NAME.test(name))
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no name of a node`)
  if (bare.length > 0 && (all || selector !== undefined))
    throw new UsageError('name nodes, or choose them with --selector or --all, not both')
  if (bare.length > 0) return [...new Set(bare)]
  if (!all && selector === undefined) throw new UsageError('which node? (kubectl get nodes; --selector, --all)')
  return listNodes(selector, flags, io)
}

async function listNodes(selector: string | undefined, flags: readonly string[], io: Io): Promise<string[]> {
  const query = selector === undefined ? '' : `?labelSelector=${encodeURIComponent(selector)}`
  const list = await readJson(getRaw(flags, `/api/v1/nodes${query}`, io))
  const names = itemsOf(list).flatMap((item) => nameOf(item))
  if (names.length === 0) throw new UsageError(`no node has the labels ${selector ?? ''}`.trim())
  return names.sort()
}

async function readJson(bytes: AsyncIterable<Uint8Array>): Promise<unknown> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of bytes) text += decoder.decode(chunk, { stream: true })
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError('the API server gave no list of nodes')
    if (isReadProblem(error)) throw new UsageError(`nodes: ${readProblem(error)}`)
    throw error
  }
}

function itemsOf(list: unknown): readonly unknown[] {
  return typeof list === 'object' && list !== null && 'items' in list && Array.isArray(list.items) ? list.items : []
}

function nameOf(item: unknown): string[] {
  if (typeof item !== 'object' || item === null || !('metadata' in item)) return []
  const { metadata } = item
  if (typeof metadata !== 'object' || metadata === null || !('name' in metadata)) return []
  return typeof metadata.name === 'string' && NAME.test(metadata.name) ? [metadata.name] : []
}

// The bytes of a real pipe, whose other end is written to meanwhile.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { constants, openSync, rmSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Pipe, type PipeStream } from '../../src/input/pipe.ts'
import { folderWith } from '../cli/fixtures.ts'

let folder: string
let path: string

beforeAll(async () => {
  folder = await folderWith({})
  path = join(folder, 'pipe')
  spawnSync('mkfifo', [path])
})

afterAll(() => rmSync(folder, { recursive: true }))

/** The two ends of a pipe. */
async function ends(): Promise<{ stream: PipeStream; writer: FileHandle }> {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const stream = Object.assign(new Socket({ fd, readable: true, writable: false }), { fd })
  return { stream, writer: await open(path, 'w') }
}

async function bytesOf(pipe: Pipe): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of pipe) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

describe('the bytes of a pipe', () => {
  test('are those that were written, in whatever pieces and with whatever pauses', async () => {
    const piece = fc.tuple(fc.nat(200_000), fc.constantFrom(0, 0, 0, 1, 5))
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.boolean(), async (pieces, isReused) => {
        const { stream, writer } = await ends()
        const pipe = new Pipe(stream)
        if (isReused) pipe.reuse()
        const read = bytesOf(pipe)
        const written = pieces.map(([length], index) => Buffer.alloc(length, `piece ${index} `))
        for (const [index, bytes] of written.entries()) {
          await writer.writeFile(bytes)
          const [, pause] = pieces[index] as (typeof pieces)[number] // one of each
          if (pause > 0) await setTimeout(pause)
        }
        await writer.close()
        expect((await read).equals(Buffer.concat(written))).toBe(true)
        expect(stream.destroyed).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('are none when nothing is written', async () => {
    const { stream, writer } = await ends()
    const read = bytesOf(new Pipe(stream))
    await writer.close()
    expect(await read).toHaveLength(0)
  })

  test('stand, as long as nobody says that they need not; who leaves lets go of the pipe', async () => {
    const { stream, writer } = await ends()
    const pipe = new Pipe(stream)
    const chunks = pipe[Symbol.asyncIterator]()
    const next = async (text: string): Promise<Uint8Array> => {
      await writer.write(text)
      return (await chunks.next()).value as Uint8Array
    }
    const chunksRead = [await next('a'), await next('b'), await next('c')]
    expect(Buffer.concat(chunksRead).toString()).toBe('abc')
    await chunks.return?.(undefined)
    expect(stream.destroyed).toBe(true)
    await writer.close()
  })

  test('leave others their turn, whether the writer is silent or never is', async () => {
    const { stream, writer } = await ends()
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const read = bytesOf(new Pipe(stream))
    await setTimeout(20)
    expect(turns).toBeGreaterThan(0)
    turns = 0
    await writer.writeFile(Buffer.alloc(16 * 1024 * 1024))
    expect(turns).toBeGreaterThan(0)
    clearInterval(timer)
    await writer.close()
    expect(await read).toHaveLength(16 * 1024 * 1024)
  })
})

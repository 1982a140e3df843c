import { describe, expect, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { InputError } from '../../../src/input/bytes.ts'
import { decompress } from '../../../src/input/compression/decompress.ts'
import { kindOf, type Compression } from '../../../src/input/magic.ts'
import * as samples from './samples.ts'
import { all, SKIPPABLE, stream, TEXT, WHOLE, type Got } from './samples.ts'

const CUT_OFF = 'ends too early: the file was cut off'

async function unpack(kind: Compression, bytes: Uint8Array, size?: number): Promise<Got> {
  return all(decompress(kind, stream(bytes, size)))
}

/** Is it a beginning of the text, of at least so many bytes? */
function expectBeginning({ bytes }: Got, least: number): void {
  expect(TEXT.subarray(0, bytes.length).equals(bytes)).toBe(true)
  expect(bytes.length).toBeGreaterThanOrEqual(least)
}

function part(bytes: Uint8Array, share: number): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.length * share))
}

describe.each(WHOLE)('%s', (kind, packed) => {
  test('is told by its first bytes', () => {
    expect(kindOf(packed)).toBe(kind)
  })

  test.each([1, 7, 512, 1_000_000])('gives the text, read in pieces of %d bytes', async (size) => {
    const { bytes, error } = await unpack(kind, packed, size)
    expect(error).toBeUndefined()
    expect(bytes.equals(TEXT)).toBe(true)
  })

  test('may be several, one after the other', async () => {
    const { bytes, error } = await unpack(kind, Buffer.concat([packed, packed, packed]))
    expect(error).toBeUndefined()
    expect(bytes.equals(Buffer.concat([TEXT, TEXT, TEXT]))).toBe(true)
  })

  test('that is cut off gives what came before', async () => {
    const got = await unpack(kind, part(packed, 3 / 4))
    expect(got.error).toBe(`InputError: ${kind} data ${CUT_OFF}`)
    expectBeginning(got, TEXT.length * 0.49)
  })

  test('that is cut off in its first bytes gives nothing', async () => {
    expect(await unpack(kind, packed.subarray(0, 9))).toEqual({
      bytes: Buffer.alloc(0),
      error: `InputError: ${kind} data ${CUT_OFF}`,
    })
  })

  test('that is cut off by its last byte gives all', async () => {
    const got = await unpack(kind, packed.subarray(0, -1))
    expect(got.error).toBe(`InputError: ${kind} data ${CUT_OFF}`)
    expectBeginning(got, TEXT.length)
  })

  test('that is cut off in its second part gives the first one whole', async () => {
    const got = await unpack(kind, Buffer.concat([packed, packed.subarray(0, 12)]))
    expect(got).toMatchObject({ error: `InputError: ${kind} data ${CUT_OFF}` })
    expect(got.bytes.subarray(0, TEXT.length).equals(TEXT)).toBe(true)
  })

  test('with a wrong checksum gives what it has, and says so', async () => {
    const wrong = Buffer.from(packed)
    wrong[wrong.length - 2] = (wrong.at(-2) ?? 0) ^ 0xff
    const got = await unpack(kind, wrong)
    expect(got.error).toBe(`InputError: ${kind} data is damaged`)
    expectBeginning(got, TEXT.length - (kind === 'zstd' ? 131_072 + 4_784 : 64))
  })

  test('with noise in its middle gives what came before, and ends', async () => {
    const noisy = Buffer.from(packed)
    const at = part(packed, 3 / 4).length
    noisy.fill(0xa5, at, at + 20)
    const { bytes, error } = await unpack(kind, noisy)
    expect(error).toBe(`InputError: ${kind} data is damaged`)
    expectBeginning({ bytes: bytes.subarray(0, 131_072), error }, 131_072)
  })

  test('followed by something else gives all but a line, and says so', async () => {
    const got = await unpack(kind, Buffer.concat([packed, Buffer.from('something else entirely')]))
    expect(got.error).toBe(`InputError: ${kind} data is damaged`)
    expectBeginning(got, TEXT.length - 128)
  })

  test('lets go of its bytes when it is left early', async () => {
    let isLeft = false
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield packed
      } finally {
        isLeft = true
      }
    }
    for await (const chunk of decompress(kind, source())) if (chunk.length > 0) break
    await new Promise(setImmediate)
    expect(isLeft).toBe(true)
  })

  test('passes on an error of the disk', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield part(packed, 1 / 2)
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' })
    }
    const got = await all(decompress(kind, broken()))
    expect(got.error).toBe('Error: EIO: i/o error, read')
    expectBeginning(got, 0)
  })
})

describe('nothing, packed, is nothing', () => {
  test.each<[Compression, Uint8Array]>([
    ['gzip', gzipSync('')],
    ['xz', samples.XZ_NOTHING],
    ['bzip2', samples.BZIP2_NOTHING],
    ['zstd', samples.ZSTD_NOTHING],
    ['lz4', samples.LZ4_NOTHING],
  ])('%s', async (kind, bytes) => {
    expect(await unpack(kind, bytes)).toEqual({ bytes: Buffer.alloc(0), error: undefined })
  })
})

describe('other ways to pack', () => {
  const zeros = Buffer.alloc(1024)
  const rows: [behaviour: string, bytes: Buffer, kind: Compression][] = [
    ['lz4 with the size of its content', samples.LZ4_SIZED, 'lz4'],
    ['lz4 with blocks that know nothing of each other', samples.LZ4_INDEPENDENT, 'lz4'],
    ["lz4 as the kernel's tools write it", samples.LZ4_LEGACY, 'lz4'],
    ['lz4 behind a frame to skip', Buffer.concat([SKIPPABLE, samples.LZ4]), 'lz4'],
    ['lz4 behind several frames to skip', Buffer.concat([SKIPPABLE, SKIPPABLE, samples.LZ4]), 'lz4'],
    ['lz4 before a frame to skip', Buffer.concat([samples.LZ4, SKIPPABLE]), 'lz4'],
    ['zstd behind a frame to skip', Buffer.concat([SKIPPABLE, samples.ZSTD]), 'zstd'],
    ['zstd before a frame to skip', Buffer.concat([samples.ZSTD, SKIPPABLE]), 'zstd'],
    ['gzip padded with zeros', Buffer.concat([gzipSync(TEXT), zeros]), 'gzip'],
    ['xz padded with zeros', Buffer.concat([samples.XZ, zeros]), 'xz'],
    ['lz4 padded with zeros', Buffer.concat([samples.LZ4, zeros]), 'lz4'],
    ['lz4 of the kernel padded with zeros', Buffer.concat([samples.LZ4_LEGACY, zeros]), 'lz4'],
  ]
  test.each(rows)('%s', async (_behaviour, bytes, kind) => {
    expect(kindOf(bytes)).toBe(kind)
    const got = await unpack(kind, bytes)
    expect(got.error).toBeUndefined()
    expect(got.bytes.equals(TEXT)).toBe(true)
  })

  test('legacy lz4 before a frame of today', async () => {
    const got = await unpack('lz4', Buffer.concat([samples.LZ4_LEGACY, samples.LZ4_LEGACY, samples.LZ4]))
    expect(got).toMatchObject({ error: undefined })
    expect(got.bytes.length).toBe(3 * TEXT.length)
  })

  test.each<[string, Compression, Uint8Array, string]>([
    ['xz with a filter for programs', 'xz', samples.XZ_BCJ, 'xz data with this filter or checksum'],
    ['xz with a dictionary of 1.5 GiB', 'xz', samples.XZ_LARGE, 'xz data with so large a dictionary'],
    ['zstd with a window of 1 GiB', 'zstd', samples.ZSTD_LONG, 'zstd data with a window of more than 128 MiB'],
  ])('%s is refused in plain words', async (_behaviour, kind, bytes, message) => {
    const { bytes: given, error } = await unpack(kind, bytes)
    expect(given).toHaveLength(0)
    expect(error).toMatch(new RegExp(`^InputError: ${message}.* is not supported$`))
  })
})

describe('a small gzip file', () => {
  const line = 'Jun 02 15:39:04 node-a kubelet[563]: I0602 15:39:04.000000     563 kubelet.go:1530] "Sync" n='
  const text = Buffer.from(Array.from({ length: 300 }, (_, index) => `${line}${index ** 3}\n`).join(''))

  test('that is damaged gives its lines up to the damage', async () => {
    const damaged = gzipSync(text)
    damaged.fill(0xff, damaged.length - 60, damaged.length - 30)
    const { bytes, error } = await unpack('gzip', damaged)
    expect(error).toBe('InputError: gzip data is damaged')
    expect(bytes.length).toBeGreaterThan(text.length * 0.9)
    expect(text.subarray(0, text.length * 0.9).equals(bytes.subarray(0, text.length * 0.9))).toBe(true)
  })

  test('whose checksum is wrong gives all but a line or two', async () => {
    const damaged = gzipSync(text)
    damaged.fill(0, damaged.length - 8, damaged.length - 4)
    const { bytes } = await unpack('gzip', damaged)
    expect(bytes.length).toBeGreaterThan(text.length - 2 * line.length)
    expect(text.subarray(0, bytes.length).equals(bytes)).toBe(true)
  })
})

test('zstd whose damage is not found before its source fails is left', async () => {
  const damaged = Buffer.from(samples.ZSTD)
  damaged[191] = 0x18
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield damaged
    throw new InputError('is damaged')
  }
  const { bytes, error } = await all(decompress('zstd', broken()))
  expect(error).toBe('InputError: is damaged')
  expect(TEXT.subarray(0, bytes.length).equals(bytes)).toBe(true)
})

test('zstd that is damaged again and again is not read for ever', async () => {
  const damaged = Buffer.from(samples.ZSTD)
  damaged.fill(0xff, 40, 200)
  for (let round = 0; round < 5; round++) expect((await unpack('zstd', damaged)).error).toMatch(/damaged$/)
  expect((await unpack('zstd', samples.ZSTD)).bytes.equals(TEXT)).toBe(true)
})

// xz by xz-decompress (WebAssembly of xz-embedded).
import { createRequire } from 'node:module'
import { toWeb, type Bytes } from '../bytes.ts'
import { pieces } from './pieces.ts'

type Library = typeof import('xz-decompress')

const CODES: Readonly<Record<string, string>> = {
  4: 'with so large a dictionary is not supported',
  6: 'with this filter or checksum (such as BCJ or SHA-256) is not supported',
  8: 'is cut off',
}

let inUse = 0

export async function* unxz(bytes: Bytes): AsyncGenerator<Uint8Array> {
  inUse++
  const { XzReadableStream } = inUse === 1 ? await shared() : own()
  const reader = new XzReadableStream(toWeb(pieces(bytes))).getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } catch (error) {
    const code = /failed with error code (\d+)/.exec(String(error))?.[1]
    throw code === undefined ? error : new Error(CODES[code] ?? 'is damaged', { cause: error })
  } finally {
    await reader.cancel().catch(() => {})
    inUse--
  }
}

/** A CommonJS bundle: its exports are on the default export. */
async function shared(): Promise<Library> {
  const { default: library } = (await import('xz-decompress')) as unknown as { default: Library }
  return library
}

/** The library decodes one stream at a time, so that an xz in an xz would wait for ever: the inner one gets a library of its own. */
function own(): Library {
  const require = createRequire(import.meta.url)
  const path = require.resolve('xz-decompress')
  delete require.cache[path]
  return require(path) as Library
}

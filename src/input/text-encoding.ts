// UTF-16 (what PowerShell's `>` writes) -> UTF-8; a UTF-8 byte order mark goes.
import type { Bytes } from './bytes.ts'

export async function* fromUtf16(bytes: Bytes, endian: 'utf16le' | 'utf16be'): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(endian === 'utf16le' ? 'utf-16le' : 'utf-16be')
  const encoder = new TextEncoder()
  for await (const chunk of bytes) yield encoder.encode(decoder.decode(chunk, { stream: true }))
  yield encoder.encode(decoder.decode())
}

export async function* withoutMark(bytes: Bytes): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const chunk of bytes) {
    yield isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk
    if (chunk.length > 0) isFirst = false
  }
}

// UTF-16 (what PowerShell's `>` writes) -> UTF-8. Byte order marks of UTF-8 go with the lines (trimLine).
import type { Bytes } from './bytes.ts'

export type Utf16 = 'utf16le' | 'utf16be'

const LABELS: Readonly<Record<Utf16, string>> = { utf16le: 'utf-16le', utf16be: 'utf-16be' }

export async function* fromUtf16(bytes: Bytes, encoding: Utf16): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(LABELS[encoding])
  const encoder = new TextEncoder()
  for await (const chunk of bytes) yield encoder.encode(decoder.decode(chunk, { stream: true }))
  yield encoder.encode(decoder.decode())
}

/** The beginning of a text, for a look at it: of UTF-8 only the ASCII is right. */
export function textOf(head: Uint8Array, encoding: Utf16 | undefined): string {
  return encoding === undefined
    ? new TextDecoder('latin1').decode(head)
    : new TextDecoder(LABELS[encoding]).decode(head)
}

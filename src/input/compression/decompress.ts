// Compressed bytes -> bytes, by stream. Truncated and damaged data throw an InputError after everything good has come out.
import type { Bytes } from '../bytes.ts'
import type { Compression } from '../magic.ts'
import { bunzip2 } from './bzip2.ts'
import { gunzip } from './gzip.ts'
import { inWords } from './in-words.ts'
import { decodeLz4 } from './lz4.ts'
import { unxz } from './xz.ts'
import { unzstd } from './zstd.ts'

const DECODERS: Readonly<Record<Compression, (bytes: Bytes) => Bytes>> = {
  gzip: gunzip,
  zstd: unzstd,
  xz: unxz,
  bzip2: bunzip2,
  lz4: decodeLz4,
}

export function decompress(kind: Compression, bytes: Bytes): Bytes {
  return inWords(kind, DECODERS[kind](bytes))
}

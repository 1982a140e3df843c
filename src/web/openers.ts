// Compressions and archives that a browser reads without WebAssembly, which the page's security policy does not let run.
import { InputError, type Bytes } from '../input/bytes.ts'
import { tarMembers } from '../input/archive/tar.ts'
import { bunzip2 } from '../input/compression/bzip2.ts'
import { inWords } from '../input/compression/in-words.ts'
import { decodeLz4 } from '../input/compression/lz4.ts'
import type { Compression } from '../input/magic.ts'
import type { Openers } from '../input/openers.ts'
import { gunzip } from './gunzip.ts'
import { zipMembers } from './zip.ts'

const DECODERS: Readonly<Partial<Record<Compression, (bytes: Bytes) => Bytes>>> = {
  gzip: gunzip,
  bzip2: bunzip2,
  lz4: decodeLz4,
}

export const WEB_OPENERS: Openers = {
  async decompress(kind, bytes) {
    const decoder = DECODERS[kind]
    if (decoder === undefined)
      throw new InputError(
        `packed with ${kind}, which this page does not read: unpack it first, or give it to the command`,
      )
    return inWords(kind, decoder(bytes))
  },
  members: async (kind, bytes) => (kind === 'tar' ? tarMembers(bytes) : zipMembers(bytes)),
}

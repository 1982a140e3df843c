// What takes compressions off and opens archives. It is handed to expand(), for Node and browsers do it by different means.
import type { Member } from './archive/member.ts'
import type { Bytes } from './bytes.ts'
import type { Compression } from './magic.ts'

/** They are asked only when there is something to open, so that what they need can be loaded then. */
export interface Openers {
  readonly decompress: (kind: Compression, bytes: Bytes) => Promise<Bytes>
  /** `path` is the file that the bytes come from as they are, where they come from one. */
  readonly members: (kind: 'tar' | 'zip', bytes: Bytes, path: string | undefined) => Promise<AsyncIterable<Member>>
  /** The text of a file, where there is a faster way to it than the stream; a chunk of it stands only until the next one is asked for. */
  readonly text?: (path: string) => Bytes
  /** The same for text in a gzip file that is large; `onPacked` is told of the bytes of the file that went into a chunk. */
  readonly gunzipped?: (path: string, onPacked: (bytes: number) => void) => Promise<Bytes>
}

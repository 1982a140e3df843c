// Compressions and archives as Node reads them: all that the program knows.
import type { Openers } from './openers.ts'
import { readWindows } from './windows.ts'

/** So many chunks of a text in a file stand, in memory that threads can share; none when absent. */
export function nodeOpeners(standing?: number, unpacker?: string): Openers {
  return {
    decompress: async (kind, bytes) => (await import('./compression/decompress.ts')).decompress(kind, bytes),
    members: async (kind, bytes, path) =>
      kind === 'tar'
        ? (await import('./archive/tar.ts')).tarMembers(bytes)
        : (await import('./archive/zip.ts')).zipMembers(bytes, path),
    text: (path) => readWindows(path, { standing }),
    ...(unpacker !== undefined && {
      gunzipped: async (path, onPacked) =>
        (await import('./compression/gunzip-thread.ts')).gunzipped(path, { file: unpacker, standing, onPacked }),
    }),
  }
}

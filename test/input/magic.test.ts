import { describe, expect, test } from '@jest/globals'
import { foreignKind, kindOf, type Kind } from '../../src/input/magic.ts'

/** `bytes` at the beginning of a file of `size` bytes. */
function head(bytes: string | Uint8Array, size = 600): Uint8Array {
  const file = Buffer.alloc(size, 'x')
  file.set(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
  return file
}

/** A tar header without the magic number. */
function oldTarHeader(): Uint8Array {
  const header = Buffer.alloc(512)
  header.write('kubelet.log')
  header.write('0000644\0', 100)
  header.write('00000000010\0', 124)
  header.write('        ', 148)
  const sum = header.reduce((sum, byte) => sum + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

describe('what a file is', () => {
  const rows: [what: string, bytes: Uint8Array, kind: Kind][] = [
    ['gzip', head('\u001f\u008b\u0008'), 'gzip'],
    ['bzip2', head('BZh9'), 'bzip2'],
    ['text that begins like bzip2', head('BZhong went home'), 'text'],
    ['zip', head('PK\u0003\u0004'), 'zip'],
    ['zip without members', head('PK\u0005\u0006'), 'zip'],
    ['tar', head(`${'x'.repeat(257)}ustar`), 'tar'],
    ['tar from before the magic number', oldTarHeader(), 'tar'],
    ['tar without members', Buffer.alloc(10_240), 'tar'],
    ['a header whose checksum is wrong', head(oldTarHeader()).fill(0x79, 0, 1), 'text'],
    ['a file that was never written', Buffer.alloc(65_536), 'text'],
    ['a binary journal', head('LPKSHHRH'), 'journal'],
    ['UTF-16, little end first', head('\u00ff\u00feJ\0u\0n\0'), 'utf16le'],
    ['UTF-16, big end first', head('\u00fe\u00ff\0J\0u\0n'), 'utf16be'],
    ['UTF-16 without its mark', Buffer.from('Jun 02 15:39:04 node-a', 'utf16le'), 'utf16le'],
    ['UTF-16 without its mark, big end first', Buffer.from('Jun 02 15:39:04 node-a', 'utf16le').swap16(), 'utf16be'],
    ['a few NULs in text', head('Jun 02\0\0\0'), 'text'],
    ['text', Buffer.from('Jun 02 15:39:04 node-a'), 'text'],
    ['nothing', Buffer.alloc(0), 'text'],
    ['a frame to skip and no more', Buffer.from('502a4d1804000000', 'hex'), 'zstd'],
    ['a frame to skip of 4 GiB', Buffer.from('5f2a4d18ffffffff0000', 'hex'), 'zstd'],
  ]
  test.each(rows)('%s', (_what, bytes, kind) => {
    expect(kindOf(bytes)).toBe(kind)
  })
})

describe('what is not read is named', () => {
  test.each([
    ["7z\u00bc\u00af'\u001c", 'a 7-Zip archive'],
    ['Rar!\u001a\u0007\u0001\0', 'a RAR archive'],
    ['MSCF\0\0\0\0', 'a Windows cabinet'],
    ['\u001f\u009d\u0090', 'packed with compress'],
    ['LZIP\u0001', 'packed with lzip'],
    ['ElfFile\0', 'a Windows event log'],
    ['age-encryption.org/v1\n-> X25519', 'encrypted with age'],
    ['-----BEGIN AGE ENCRYPTED FILE-----', 'encrypted with age'],
    ['-----BEGIN PGP MESSAGE-----', 'encrypted with PGP'],
  ])('%j: %s', (bytes, name) => {
    expect(foreignKind(head(bytes))).toMatch(new RegExp(`^${name}.* first$`))
  })

  test('text is none of it', () => {
    expect(foreignKind(head('Jun 02 15:39:04'))).toBeUndefined()
  })
})

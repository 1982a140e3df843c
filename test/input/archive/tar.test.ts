import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { tarMembers } from '../../../src/input/archive/tar.ts'
import { stream } from '../compression/samples.ts'
import { tarOf } from './make.ts'

test('members can be read, begun or left, whatever their sizes and that of the pieces: the others stay whole', async () => {
  const member = fc.record({
    size: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 60_000, max: 400_000 })),
    use: fc.constantFrom('read', 'begun', 'left'),
  })
  const pieces = fc.constantFrom(512, 1000, 65_536, 300_000)
  await fc.assert(
    fc.asyncProperty(fc.array(member, { minLength: 1, maxLength: 8 }), pieces, async (members, size) => {
      const files = Object.fromEntries(members.map(({ size }, index) => [`${index}`, Buffer.alloc(size, index)]))
      const seen: string[] = []
      for await (const { path, bytes } of tarMembers(stream(await tarOf(files), size))) {
        const use = members[Number(path)]?.use
        let length = 0
        if (use !== 'left')
          for await (const chunk of bytes) {
            length += chunk.length
            if (use === 'begun') break
          }
        seen.push(use === 'read' ? `${path}: ${length}` : path)
      }
      expect(seen).toEqual(members.map(({ size, use }, index) => (use === 'read' ? `${index}: ${size}` : `${index}`)))
    }),
    { numRuns: 60 },
  )
})

test('only files are members, under their whole names', async () => {
  const long = `${'folder/'.repeat(40)}kubelet-${'x'.repeat(150)}.log`
  const names: string[] = []
  for await (const { path } of tarMembers(stream(await tarOf({ 'a/': '', [long]: 'x', 'Müller 節點.log': 'x' }))))
    names.push(path)
  expect(names).toEqual([long, 'Müller 節點.log'])
})

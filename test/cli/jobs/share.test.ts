import { describe, expect, test } from '@jest/globals'
import { availableParallelism } from 'node:os'
import { jobsFor, portionsOf, threadsFor } from '../../../src/cli/jobs/share.ts'
import type { Input } from '../../../src/input/find.ts'

const MIB = 1024 * 1024

/** Inputs of some sizes; those without one are no files. */
function inputs(...sizes: (number | undefined)[]): Input[] {
  return sizes.map((size, index) => ({
    name: `${index}`,
    reference: new Date(0),
    ...(size !== undefined && { path: `${index}`, size }),
    open: async function* () {},
  }))
}

describe('the processes that read', () => {
  test.each([
    ['as many as were asked for', [10, 10, 10], 3, 3],
    ['no more than there are files', [10, 10, 10], 8, 3],
    ['one where there is one file, which threads help to read', [9000 * MIB], 2, 1],
    ['one more where stdin is read meanwhile', [100 * MIB, undefined], 4, 2],
    ['one where nothing is a file', [undefined, undefined], 4, 1],
    ['one where there is nothing', [], 4, 1],
    ['by themselves one, where files are small', [MIB, MIB, MIB], undefined, 1],
    ['by themselves one, where nearly all is in one file', [9000 * MIB, 900 * MIB], undefined, 1],
    ['by themselves as many as there are processors', Array<number>(500).fill(900 * MIB), undefined, availableParallelism()],
  ])('%s', (_count, sizes, asked, jobs) => {
    expect(jobsFor(inputs(...sizes), asked)).toBe(jobs)
  }) // prettier-ignore

  test('are sooner several where files are packed', () => {
    const files = inputs(200 * MIB, 200 * MIB)
    expect(jobsFor(files, undefined)).toBe(1)
    expect(
      jobsFor(
        files.map((input) => ({ ...input, isPacked: true })),
        undefined,
      ),
    ).toBe(Math.min(2, availableParallelism()))
  })
})

describe('the threads that help this process', () => {
  test.each([
    ['all that were asked for but one, where it is alone', 1, 3, 2],
    ['those that were asked for and are no processes', 2, 3, 1],
    ['none where all are processes', 3, 3, 0],
    ['a few at most', 1, 64, 3],
    ['by themselves one for each processor that is left', availableParallelism() - 1, undefined, 1],
  ])('are %s', (_count, jobs, asked, threads) => {
    expect(threadsFor(jobs, asked)).toBe(threads)
  }) // prettier-ignore
})

describe('portions', () => {
  test.each([
    ['begin with the largest file', [1, 30, 20], [[1], [2], [0]]],
    ['leave out what is no file', [1, undefined, 20], [[2], [0]]],
    ['join small files', Array<number>(40).fill(10), [[0, 1], [2, 3], [4, 5], [6, 7]]],
    ['join empty files', [0, 0, 0], [[0, 1, 2]]],
  ])('%s', (_how, sizes, portions) => {
    expect(portionsOf(inputs(...sizes), 2).portions.slice(0, 4)).toEqual(portions)
  }) // prettier-ignore
})

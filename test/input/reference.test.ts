import { describe, expect, test } from '@jest/globals'
import { plausibleDate, referenceOf } from '../../src/input/reference.ts'

const COPIED = new Date('2026-01-01T00:00:00Z')

describe('a log is dated by its name where that is before the date of the file', () => {
  test.each([
    ['messages-20250131', '2025-03-03'],
    ['kubelet-2023-09-20T00:09:59.log', '2023-10-21'],
    ['bundle_2024_02_29.tar.gz!node-a/kubelet.log', '2024-03-31'],
    ['logs/2022-11-05/kubelet.log', '2022-12-06'],
    ['kubelet-2023-01-02-to-2023-02-03.log', '2023-03-06'],
  ])('%s', (name, day) => {
    expect(referenceOf(name, COPIED).toISOString().slice(0, 10)).toBe(day)
  })

  test.each([
    ['kubelet.log'],
    ['node-20251.log'],
    ['kubelet-20261231.log'],
    ['pod-2025013112345.log'],
    ['uid-120240131.log'],
  ])('but not by %s', (name) => {
    expect(referenceOf(name, COPIED)).toBe(COPIED)
  })
})

test('a date before Kubernetes was there is none', () => {
  expect(plausibleDate(new Date(0))).toBeUndefined()
  expect(plausibleDate(COPIED)).toBe(COPIED)
})

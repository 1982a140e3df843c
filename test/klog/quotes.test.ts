import { describe, expect, test } from '@jest/globals'
import { straightenQuotes } from '../../src/klog/quotes.ts'
import { pairs, records } from './read.ts'

describe('typographic quotes', () => {
  test.each([
    ['of a structured message', '“Failed” err=“EOF”', '"Failed" err="EOF"'],
    ['that a page made of primes', 'Unable to register node “node-a″: node ‘node-b′ cannot', 'Unable to register node "node-a": node \'node-b\' cannot'],
    ['beside plain ones that were left', 'E0602 15:39:04.168847     563 a.go:7] “Failed” err="EOF"', 'E0602 15:39:04.168847     563 a.go:7] "Failed" err="EOF"'],
    ['of a block', '"Failed" err=‹', '"Failed" err=<'],
    ['of its end', ' › pod="a"', ' > pod="a"'],
  ])('%s are plain again', (_name, text, plain) => {
    expect(straightenQuotes(text)).toBe(plain)
  }) // prettier-ignore

  test.each([
    ['inside of plain ones', '"Failed" err="the pod said “no”"'],
    ['that are none', '"Failed" err="it′s ‹b›"'],
  ])('%s stay', (_name, text) => {
    expect(straightenQuotes(text)).toBe(text)
  })

  test('inside of a block stay', () => {
    const [record] = records(['E0602 15:39:04.168847     563 a.go:7] "Failed" err=<', '\tthe pod said “no″', ' >'])
    expect(record && pairs(record)).toEqual([['err', 'the pod said “no″']])
  })

  test('of blocks and messages are read', () => {
    const [record] = records(['E0602 15:39:04.168847     563 a.go:7] “Failed” err=‹', '\ta', ' › pod=“web/a”'])
    expect(record && [record.msg, ...pairs(record)]).toEqual(['Failed', ['err', 'a'], ['pod', 'web/a']])
  })
})

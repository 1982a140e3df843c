// The gate may let through what no rule matches, but never keep out what one does.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Matcher } from '../../src/match/matcher.ts'
import type { Position } from '../../src/rules/rule.ts'
import { recordOf } from '../klog-records.ts'
import { aRule, aSignature } from '../rules/a-rule.ts'

const POSITIONS: readonly Position[] = ['head', 'err', 'values', 'anywhere']
const matcherOf = (at: Position): Matcher =>
  new Matcher([aRule({ id: 'a', signatures: [aSignature('disk full', { at })] })])
const MATCHERS = new Map(POSITIONS.map((at) => [at, matcherOf(at)]))

function isOpen(at: Position, message: string): boolean {
  const bytes = new TextEncoder().encode(`<${message}>`)
  return MATCHERS.get(at)?.mayMatch(new DataView(bytes.buffer), 1, bytes.length - 1) ?? false
}

describe('the gate is closed', () => {
  test.each<[at: Position, what: string, message: string]>([
    ['anywhere', 'without the literal', 'disk half full'],
    ['anywhere', 'for a part of the literal', 'disk ful'],
    ['head', 'for a head that stands further on', 'now disk full'],
    ['head', 'for a head that is a value', '"Failed" err="disk full"'],
    ['values', 'for a value that is the constant message', '"disk full of \\"x\\"" pod="a"'],
    ['err', 'for an err that is the constant message', '"disk full" pod="a"'],
  ])('to `at: %s` %s', (at, _what, message) => {
    expect(isOpen(at, message)).toBe(false)
  })
})

describe('the gate is open', () => {
  test.each<[at: Position, what: string, message: string]>([
    ['anywhere', 'for the literal', 'the disk full of it'],
    ['head', 'for the head', 'disk full'],
    ['head', 'for the head of a structured message', '"disk full" pod="a"'],
    ['head', 'for the head in an unhandled error', '"Unhandled Error" err="disk full"'],
    ['head', 'for the head in one that is escaped', '"\\u0055nhandled Error" err="disk full"'],
    ['head', 'for the head in one that klogr wrote', '"msg"="Unhandled Error" "err"="disk full"'],
    ['values', 'for a value', '"Failed" note="disk full"'],
    ['values', 'for a text without structure that begins with a quote', '"disk full" is what it said'],
    ['values', 'for a text without structure', 'disk full'],
    ['err', 'for an err, and for what may be one', '"Failed" note="disk full"'],
  ])('to `at: %s` %s', (at, _what, message) => {
    expect(isOpen(at, message)).toBe(true)
  })

  test('to every message that matches', () => {
    const part = fc.constantFrom(
      '"',
      '\\"',
      ' ',
      'err=',
      '"Unhandled Error"',
      '"msg"=',
      'disk full',
      'key=',
      '<',
      '\\',
      'x',
      ' pod="a"',
      'é',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), fc.constantFrom(...POSITIONS), (parts, at) => {
        const message = parts.join('')
        const record = recordOf(`I0602 11:00:00.000001       7 a.go:1] ${message}`)
        // A message that the stages change (a block that begins, say) is none that the gate is asked about.
        fc.pre(record.text === message && message !== '')
        if ((MATCHERS.get(at)?.match(record) ?? []).length > 0) expect(isOpen(at, message)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

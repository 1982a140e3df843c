// The constant texts of a record that a signature could look for.
import type { LogRecord } from '../klog/record.ts'
import { standsAt } from '../match/text.ts'
import type { Position } from '../rules/rule.ts'
import { partsOf } from './parts.ts'

export interface Literal {
  readonly contains: string
  /** The narrowest place that is true for this record. */
  readonly at: Position
}

/** Characters of a text that are looked at; a longer one was written by a stranger. */
export const MAX_TEXT = 4000
const LEAST = 5
/** A longer one goes over several errors that wrap each other; the last ones name the cause. */
const MOST = 60
/** Words with what is written between them, not around them. */
const STRETCH = /[A-Za-z]\w*(?:(?:[,:.]? |['./%-])\w+)*/g

/**
 * The literals of a record, the one with the most letters first. `names` are words that are names.
 *
 * @example
 * literalsOf(record, [])[0] //=> { contains: 'no space left on device', at: 'err' }
 */
export function literalsOf(record: LogRecord, names: readonly string[]): Literal[] {
  const stretches = textsOf(record).flatMap((text) =>
    partsOf(text.slice(0, MAX_TEXT), names)
      .filter(({ kind }) => kind === 'constant')
      .flatMap((part) => part.text.match(STRETCH) ?? [])
      .map(innermost),
  )
  const usable = [...new Set(stretches)].filter((text) => text.length >= LEAST && record.text.includes(text))
  return usable
    .sort((a, b) => letters(b) - letters(a))
    .map((contains) => ({ contains, at: narrowest(contains, record) }))
}

function textsOf(record: LogRecord): string[] {
  if (record.structured === undefined) return [record.text]
  const err = record.value('err') ?? record.value('error')
  return [...(record.msg === 'Unhandled Error' ? [] : [record.msg]), ...(err === undefined ? [] : [err])]
}

function innermost(text: string): string {
  if (text.length <= MOST) return text
  const start = text.indexOf(': ', text.length - MOST - 2)
  return start === -1 ? text : text.slice(start + 2)
}

function narrowest(literal: string, record: LogRecord): Position {
  const positions = record.structured === undefined ? (['head'] as const) : (['head', 'err', 'values'] as const)
  const starts: number[] = []
  for (let at = record.text.indexOf(literal); at !== -1; at = record.text.indexOf(literal, at + 1)) starts.push(at)
  return positions.find((position) => starts.some((start) => standsAt(position, record, start))) ?? 'anywhere'
}

function letters(text: string): number {
  return text.replace(/[^A-Za-z]/g, '').length
}

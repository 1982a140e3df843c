// The conditions of a signature beside the place of its literal: each can tell whether it holds, and what is in the way when it does not.
import type { LogRecord } from '../klog/record.ts'
import type { Position, Signature } from '../rules/rule.ts'
import type { Regex, RegexCompiler } from './regex.ts'

/** Why a signature does not count on a record that has its literal; `condition` is the field of the signature at fault. */
export type Obstacle =
  /** `is` says where the literal stands. */
  | { readonly condition: 'at'; readonly wanted: Position; readonly is: string }
  | { readonly condition: 'severity' | 'identifier' | 'file'; readonly wanted: readonly string[]; readonly is: string }
  /** `is` is null when the record has no such value. */
  | { readonly condition: 'values'; readonly key: string; readonly wanted: string; readonly is: string | null }
  /** A `regex` that does not match, or a `not` that does. */
  | { readonly condition: 'regex' | 'not'; readonly regex: string }
  /** All its conditions hold, but a noise rule silences the record. */
  | { readonly condition: 'noise'; readonly rule: string }
  /** All its conditions hold, but an earlier signature of its rule counts. */
  | { readonly condition: 'order'; readonly signature: string }

export interface Condition {
  /** `flat` is the flattened text of the record. Runs on every candidate, so it makes nothing. */
  readonly holds: (record: LogRecord, flat: string) => boolean
  /** Asked only when it does not hold. */
  readonly obstacle: (record: LogRecord) => Obstacle
}

/** The conditions on fields of the record; one that the record does not have is not held against it: formats differ in what they carry. */
export function fieldConditions(signature: Signature, compile: RegexCompiler): Condition[] {
  const { severity, identifier, file, values = {} } = signature
  return [
    ...(severity ? [oneOf('severity', severity, (record) => record.severity)] : []),
    ...(identifier ? [oneOf('identifier', identifier, ({ source }) => source.SYSLOG_IDENTIFIER)] : []),
    ...(file ? [oneOf('file', file, ({ header }) => (header?.file ? baseName(header.file) : undefined))] : []),
    ...Object.entries(values).map(([key, source]) => valueLike(key, source, compile(source))),
  ]
}

/** The regexes none of which may match. */
export function notConditions(sources: readonly string[], compile: RegexCompiler): Condition[] {
  return sources.map((source) => {
    const regex = compile(source)
    return {
      holds: (_record, flat) => regex(flat) === undefined,
      obstacle: () => ({ condition: 'not', regex: source }),
    }
  })
}

function oneOf(
  condition: 'severity' | 'identifier' | 'file',
  wanted: readonly string[],
  fieldOf: (record: LogRecord) => string | undefined,
): Condition {
  return {
    holds: (record) => {
      const field = fieldOf(record)
      return field === undefined || wanted.includes(field)
    },
    obstacle: (record) => ({ condition, wanted, is: fieldOf(record) ?? '' }),
  }
}

function valueLike(key: string, source: string, regex: Regex): Condition {
  return {
    holds: (record) => {
      const value = record.value(key)
      return value !== undefined && regex(value) !== undefined
    },
    obstacle: (record) => ({ condition: 'values', key, wanted: source, is: record.value(key) ?? null }),
  }
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}

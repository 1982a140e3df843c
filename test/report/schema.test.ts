// schema/report.schema.json is the contract with other programs: real reports keep it, and it describes every field.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { diagnose, Diagnosis } from '../../src/diagnose.ts'
import { LineLimiter } from '../../src/lines/limit.ts'
import { formatJson } from '../../src/report/json.ts'
import type { Report } from '../../src/report/report.ts'
import { builtinRules } from '../../src/rules/load.ts'
import type { Rule } from '../../src/rules/rule.ts'

type Node = Readonly<Record<string, unknown>>

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const schema = JSON.parse(read('schema/report.schema.json')) as Node

describe('the schema', () => {
  test('has no mistake that a strict reader finds', () => {
    expect(() => new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema)).not.toThrow()
  })

  test('describes every field, and allows no other', () => {
    const objects = objectsIn(schema)
    expect(objects.length).toBeGreaterThan(10)
    for (const { properties = {}, additionalProperties } of objects) {
      expect(additionalProperties).toBe(false)
      const fields = Object.entries(properties as Record<string, Node>)
      expect(fields.filter(([, field]) => typeof field['description'] !== 'string').map(([name]) => name)).toEqual([])
    }
  })
})

describe('a report keeps the schema:', () => {
  let rules: readonly Rule[]
  let validate: ValidateFunction

  beforeAll(async () => {
    rules = await builtinRules()
    validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema)
  })

  function errorsOf(report: Report): string[] {
    validate(JSON.parse(formatJson(report)))
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }

  test.each(['watches-exhausted.log', 'restart-failed.log'])('that on %s', async (name) => {
    const report = await diagnose(read(`samples/inotify-watches-exhausted/${name}`), { rules, name })
    expect(report.incidents.length).toBeGreaterThan(0)
    expect(errorsOf(report)).toEqual([])
  })

  test('that on the samples of all rules', async () => {
    const diagnosis = new Diagnosis(rules)
    for (const { id, samples } of rules) {
      const lines = [...samples.match, ...samples.noMatch].flatMap(({ log }) => log.trimEnd().split('\n'))
      await diagnosis.read(id, lines, new LineLimiter())
    }
    const report = diagnosis.report()
    for (const part of [report.incidents, report.unexplained, report.nodes, report.inputs])
      expect(part.length).toBeGreaterThan(5)
    expect(errorsOf(report)).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['blank lines', '\n\n'],
    ['text that is no log', 'hello\nyou'],
    ['bytes that are no text', '\0\u0001\ufffd'],
  ])('that on %s', async (_what, log) => {
    expect(errorsOf(await diagnose(log, { rules }))).toEqual([])
  })

  test('that of which nothing was read', () => {
    expect(errorsOf(new Diagnosis(rules).report())).toEqual([])
  })

  test('but not one with a field that it does not know', async () => {
    const report = { ...(await diagnose('', { rules })), colour: 'red' }
    expect(errorsOf(report)).toEqual([' must NOT have additional properties'])
  })
})

/** Every schema of an object with named fields, wherever it stands. */
function objectsIn(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return []
  const own = value as Node // arrays have no properties of these names
  const below = Object.values(own).flatMap(objectsIn)
  return own['type'] === 'object' && own['properties'] !== undefined ? [own, ...below] : below
}

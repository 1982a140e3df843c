import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'

interface Schema {
  readonly properties: Readonly<Record<string, object>>
  readonly $defs: Readonly<Record<string, { readonly properties?: Readonly<Record<string, object>> }>>
}

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

describe('rules/rule.schema.json', () => {
  let schema: Schema
  let page: string

  beforeAll(() => {
    schema = JSON.parse(read('rules/rule.schema.json')) as Schema
    page = read('docs/rule-format.md')
  })

  test('is a schema in which a strict reader finds no mistake', () => {
    expect(() => new Ajv2020({ strict: true, strictRequired: false }).compile(schema)).not.toThrow()
  })

  test.each([
    ['a rule', '## Fields of a rule', () => schema.properties],
    ['a signature', '## Fields of a signature', () => schema.$defs['signature']?.properties],
  ])('has the fields of %s that docs/rule-format.md describes, and no others', (_what, heading, properties) => {
    const section = page.slice(page.indexOf(heading)).split(/\n## /, 1)[0] ?? ''
    const described = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(new Set(described)).toEqual(new Set(Object.keys(properties() ?? {})))
  })

  test.each(['step', 'matchSample', 'noMatchSample'])('has for %s only keys that docs/rule-format.md shows', (name) => {
    const keys = Object.keys(schema.$defs[name]?.properties ?? {})
    expect(keys.length).toBeGreaterThan(1)
    expect(keys.filter((key) => !page.includes(`${key}:`) && !page.includes(`\`${key}\``))).toEqual([])
  })
})

// The JSON Schema of a rule file is the one definition of its shape: for editors and for us.
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'

/** Where in a document something is wrong, and what. */
export interface SchemaProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

let validate: ValidateFunction | undefined

/** Everything in which a parsed rule file departs from `rules/rule.schema.json`. */
export function schemaProblems(data: unknown): SchemaProblem[] {
  validate ??= new Ajv2020({ allErrors: true, strictRequired: false }).compile(readSchema())
  if (validate(data)) return []
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(problem)
}

function readSchema(): object {
  // From src/rules and from dist/rules alike, the package's root is two folders up.
  return JSON.parse(readFileSync(new URL('../../rules/rule.schema.json', import.meta.url), 'utf8')) as object // our own file
}

function problem({ instancePath, message = 'is not valid', params, keyword }: ErrorObject): SchemaProblem {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/')))
  const what = path.length === 0 ? 'the rule' : `\`${path.join('.')}\``
  return { path, message: `${what} ${message}${detail(keyword, params as Record<string, unknown>)}` } // ajv types params as any
}

function detail(keyword: string, params: Record<string, unknown>): string {
  if (keyword === 'enum') return `: ${(params['allowedValues'] as string[]).join(', ')}` // the schema's enums are of strings
  return keyword === 'additionalProperties' ? `: \`${String(params['additionalProperty'])}\`` : ''
}

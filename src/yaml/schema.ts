// JSON Schemas are the one definition of the shape of what users write: for editors and for us.
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'

/** Schema files of the package. */
export type SchemaFile = 'rules/rule.schema.json' | 'schema/config.schema.json'

/** Where in a document something is wrong, and what. */
export interface SchemaProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const validators = new Map<SchemaFile, ValidateFunction>()

/** Everything in which parsed data departs from a schema. */
export function schemaProblems(data: unknown, schema: SchemaFile): SchemaProblem[] {
  const validate = validators.get(schema) ?? compile(schema)
  validators.set(schema, validate)
  if (validate(data)) return []
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(problem)
}

function compile(schema: SchemaFile): ValidateFunction {
  // From src/yaml and from dist/yaml alike, the package's root is two folders up.
  const text = readFileSync(new URL(`../../${schema}`, import.meta.url), 'utf8')
  return new Ajv2020({ allErrors: true, strictRequired: false }).compile(JSON.parse(text) as object) // our own file
}

function problem({ instancePath, message = 'is not valid', params, keyword }: ErrorObject): SchemaProblem {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/')))
  const what = path.length === 0 ? 'the file' : `\`${path.join('.')}\``
  return { path, message: `${what} ${message}${detail(keyword, params as Record<string, unknown>)}` } // ajv types params as any
}

function detail(keyword: string, params: Record<string, unknown>): string {
  if (keyword === 'enum') return `: ${(params['allowedValues'] as string[]).join(', ')}` // the schemas' enums are of strings
  return keyword === 'additionalProperties' ? `: \`${String(params['additionalProperty'])}\`` : ''
}

// JSON Schemas are the one definition of the shape of what users write: for editors and for us.
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'

/** Schema files of the package. */
export type SchemaFile = 'rules/rule.schema.json' | 'schema/config.schema.json'

/** Where in a document something is wrong, and what. */
export interface SchemaProblem {
  readonly path: readonly (string | number)[]
  /** The key of what `path` names that should not be there. */
  readonly key?: string
  readonly message: string
}

const validators = new Map<SchemaFile, ValidateFunction>()

/** Everything in which parsed data departs from a schema. */
export function schemaProblems(data: unknown, schema: SchemaFile): SchemaProblem[] {
  const validate = validators.get(schema) ?? compile(schema)
  validators.set(schema, validate)
  if (validate(data)) return []
  const problems = (validate.errors ?? []).filter(isOwn).map(problem)
  // A condition on a part of the document says again what is wrong with the part.
  return [...new Map(problems.map((found) => [JSON.stringify(found), found])).values()]
}

/** `if` only repeats what its `then` says, `propertyNames` what is wrong with a name, and the branches of `anyOf` what it says itself. */
function isOwn({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword !== 'if' && keyword !== 'propertyNames' && !schemaPath.includes('/anyOf/')
}

function compile(schema: SchemaFile): ValidateFunction {
  // From src/yaml, dist/yaml and the bundle in dist/cli alike, the package's root is two folders up.
  const text = readFileSync(new URL(`../../${schema}`, import.meta.url), 'utf8')
  return new Ajv2020({ allErrors: true, strictRequired: false, verbose: true }).compile(JSON.parse(text) as object) // our own file
}

function problem(found: ErrorObject): SchemaProblem {
  const { instancePath, message = 'is not valid', params, keyword, schema, propertyName } = found
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')))
  const what = path.length === 0 ? 'the file' : `\`${path.join('.')}\``
  const { additionalProperty: key = propertyName, allowedValues } = params as {
    additionalProperty?: string
    allowedValues?: string[]
  } // ajv types params as any
  if (keyword === 'anyOf') return { path, message: `${what} must have ${branches(schema as Branch[])}` } // ajv types schema as any
  if (propertyName === undefined && keyword === 'enum')
    return { path, message: `${what} must be one of ${(allowedValues ?? []).join(', ')}` }
  if (key !== undefined) return { path, key, message: `${what} has an unknown key \`${key}\`` }
  return { path, message: `${what} ${message}` }
}

interface Branch {
  readonly required: readonly string[]
}

/** `a` and `b`, or `c` */
function branches(anyOf: readonly Branch[]): string {
  return anyOf.map(({ required }) => required.map((name) => `\`${name}\``).join(' and ')).join(', or ')
}

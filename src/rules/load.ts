// Rule files on disk -> rules. The only place of the rules stage that reads files, but for the schema.
import { existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { RulePackError, type RuleError } from '../errors.ts'
import type { RuleFile } from './decode.ts'
import { unpackRules, type PackedRules } from './packed.ts'
import type { Rule } from './rule.ts'

// From src/rules, dist/rules and the bundle in dist/cli alike, the package's root is two folders up.
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The folder of the built-in rule files. */
export const BUILTIN_RULES: string = join(ROOT, 'rules')
const BUILT = join(ROOT, 'dist', 'rules.json')
const PACK = join(ROOT, 'dist', 'pack.json')

/**
 * The built-in rules: the pack that the build made of them, or, in a checkout that was not built, the files themselves.
 *
 * @throws RulePackError when the files are wrong, which the project's tests rule out.
 */
export async function builtinRules(): Promise<readonly Rule[]> {
  if (existsSync(BUILT)) return JSON.parse(await readFile(BUILT, 'utf8')) as Rule[] // made by our build from checked rules
  return loadRules(BUILTIN_RULES)
}

/**
 * The built-in rules as the command wants them: they are there sooner, and each is read to its end when a report shows it. Undefined
 * in a checkout that was not built.
 */
export function packedRules(): PackedRules | undefined {
  packed ??= existsSync(PACK) ? readPack() : undefined
  return packed
}

let packed: PackedRules | undefined

function readPack(): PackedRules {
  const file = openSync(BUILT, 'r') // to the end of the process: an update does not change the text under way
  return unpackRules(readFileSync(PACK, 'latin1'), (begin, end) => {
    const bytes = Buffer.alloc(end - begin)
    readSync(file, bytes, 0, bytes.length, begin)
    return bytes.toString()
  })
}

/**
 * The rules of all `*.yaml` and `*.yml` files below a folder.
 *
 * @throws RulePackError with every problem of every file.
 * @example
 * const rules = await loadRules('my-rules', { known: await builtinRules() })
 */
export async function loadRules(
  folder: string,
  options: { known?: readonly Rule[]; custom?: boolean } = {},
): Promise<readonly Rule[]> {
  const { packErrors } = await import('./pack.ts')
  const { files, errors } = await readRuleFiles(folder, options)
  const all = [...errors, ...packErrors(files, options.known)]
  if (all.length > 0) throw new RulePackError(all)
  return files.map(({ rule }) => rule)
}

/** Reads every rule file below a folder; files that do not decode are in `errors`. */
export async function readRuleFiles(
  folder: string,
  { custom = false }: { custom?: boolean } = {},
): Promise<{ files: RuleFile[]; errors: RuleError[] }> {
  // The built-in rules are packed: most runs read no YAML.
  const [{ default: glob }, { decodeRule }] = await Promise.all([import('fast-glob'), import('./decode.ts')])
  const paths = (await glob('**/*.{yaml,yml}', { cwd: folder, absolute: true })).sort()
  const files: RuleFile[] = []
  const errors: RuleError[] = []
  for (const path of paths) {
    const name = relative(process.cwd(), path)
    const decoded = decodeRule(await readFile(path, 'utf8'), name, custom)
    if (!decoded.ok) errors.push(...decoded.errors)
    else files.push(decoded.file)
    if (decoded.ok && decoded.file.rule.id !== basename(path).replace(/\.ya?ml$/, '')) {
      errors.push(decoded.file.error('ID_NOT_FILE_NAME', ['id'], `\`${decoded.file.rule.id}\` must be the file's name`))
    }
  }
  if (paths.length === 0)
    errors.push({ code: 'NO_RULES', file: folder, line: 1, column: 1, message: 'no *.yaml files in this folder' })
  return { files, errors }
}

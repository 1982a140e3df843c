// The source files as the tests of the structure see them: what each one imports, and its code without comments.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { fileURLToPath } from 'node:url'

const SRC = fileURLToPath(new URL('../src', import.meta.url))

export interface Import {
  /** A file of src/ by its path there, or the name of a package: `klog/record.ts`, `node:fs`, `@date-fns/tz`. */
  readonly from: string
  /** Only types, which are gone when the program runs. */
  readonly isType: boolean
}

export interface SourceFile {
  /** The path below src/, with slashes. */
  readonly path: string
  /** The text without comments, in which examples stand. */
  readonly code: string
  readonly imports: readonly Import[]
}

const STATIC = /^(?:import|export)\s+(?<type>type\s)?(?<what>[^'";]*?\sfrom\s+)?'(?<from>[^']+)'/gm
const DYNAMIC = /\bimport\(\s*'(?<from>[^']+)'\s*\)/g

export const SOURCE: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .sort()
  .map((path) => {
    const code = withoutComments(readFileSync(join(SRC, path), 'utf8'))
    return { path, code, imports: importsOf(path, code) }
  })

function importsOf(path: string, code: string): Import[] {
  const written = [...code.matchAll(STATIC)].map(({ groups = {} }) => ({
    from: groups['from'] ?? '',
    isType: groups['type'] !== undefined || isOfTypes(groups['what'] ?? ''),
  }))
  const loaded = [...code.matchAll(DYNAMIC)].map(({ groups = {} }) => ({ from: groups['from'] ?? '', isType: false }))
  return [...written, ...loaded].map(({ from, isType }) => ({
    from: from.startsWith('.') ? join(path, '..', from) : packageOf(from),
    isType,
  }))
}

/** `{ type A, type B } from` */
function isOfTypes(what: string): boolean {
  const names = /^\{(?<names>[^}]*)\}/.exec(what)?.groups?.['names']?.split(',') ?? []
  return names.length > 0 && names.every((name) => name.trim() === '' || name.trim().startsWith('type '))
}

/** `ajv/dist/2020.js` is of the package `ajv`. */
function packageOf(name: string): string {
  if (name.startsWith('node:')) return name
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[^]*?\*\//gm, '').replace(/(?<=^|\s)\/\/.*$/gm, '')
}

// The manifest of the kubectl plugin, by the rules of krew's own validation (internal/index/validation, platform checks) and its
// guide for authors. krew itself is not run here.
import { describe, expect, test } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { manifestOf } from '../../scripts/krew.mjs'

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly version: string
    readonly homepage: string
    readonly shortDescription: string
    readonly description: string
    readonly caveats: string
    readonly platforms: readonly Platform[]
  }
}

interface Platform {
  readonly selector: { readonly matchExpressions: readonly { key: string; operator: string; values: string[] }[] }
  readonly uri: string
  readonly sha256: string
  readonly bin: string
  readonly files: readonly { from: string; to: string }[]
}

const root = new URL('../../', import.meta.url)
const NAME = 'kubelog-diagnose'
const URI = 'https://downloads.example/plugin.tar.gz'
const SHA = '0123456789abcdef'.repeat(4)
const text = manifestOf(readFileSync(new URL(`deploy/krew/${NAME}.yaml`, root), 'utf8'), '1.2.3', URI, SHA)
const manifest = parse(text) as Manifest // the tests say whether it is
const { spec } = manifest

describe('the manifest', () => {
  test('is of the kind and version that krew knows, and has the name of its file', () => {
    expect(manifest).toMatchObject({
      apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
      kind: 'Plugin',
      metadata: { name: NAME },
    })
    expect(NAME).toMatch(/^[\w-]+$/)
  })

  test('has no field that krew does not know', () => {
    const known = new Set(['version', 'homepage', 'shortDescription', 'description', 'caveats', 'platforms'])
    expect(Object.keys(manifest)).toEqual(['apiVersion', 'kind', 'metadata', 'spec'])
    expect(Object.keys(spec).filter((field) => !known.has(field))).toEqual([])
    const fields = spec.platforms.flatMap((platform) => Object.keys(platform))
    expect(fields).toEqual(['selector', 'uri', 'sha256', 'bin', 'files'])
  })

  test('has the version of the package, as a semantic version with a v', () => {
    expect(spec.version).toBe('v1.2.3')
  })

  test('describes the plugin in one short line without a full stop, and at length', () => {
    expect(spec.shortDescription).toMatch(/^[A-Z][^\r\n]{10,48}[^.\s]$/)
    expect(Math.max(...spec.description.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80)
    expect(spec.caveats).toContain('nodes/proxy')
  })

  test('names the archive, its checksum and what to unpack', () => {
    const [platform] = spec.platforms
    expect(platform).toMatchObject({ uri: URI, sha256: SHA, files: [{ from: '*', to: '.' }] })
    expect(platform?.sha256).toMatch(/^[a-f0-9]{64}$/)
  })

  test('is for systems that krew knows, none of them twice', () => {
    const expressions = spec.platforms.flatMap(({ selector }) => selector.matchExpressions)
    expect(expressions).toEqual([{ key: 'os', operator: 'In', values: ['linux', 'darwin'] }])
  })

  test('names a program that the package has', () => {
    const { bin, files } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
      bin: Record<string, string>
      files: string[]
    } // our own
    expect(`./${spec.platforms[0]?.bin ?? ''}`).toBe(bin[`kubectl-${NAME.replace('-', '_')}`])
    expect(files).toContain('dist')
  })
})

test('the image copies files that are there, and runs a command that the package has', () => {
  const image = readFileSync(new URL('Dockerfile', root), 'utf8')
  const stages = image.match(/^FROM \S+/gm) ?? []
  expect(new Set(stages).size).toBe(1)
  expect(image).toMatch(/^ENTRYPOINT \["kubelog-diagnose"\]$/m)
  const ignored = readFileSync(new URL('.dockerignore', root), 'utf8').trim().split('\n')
  for (const name of ['package.json', 'src', 'rules', 'scripts', 'schema', 'man']) {
    expect(existsSync(new URL(name, root))).toBe(true)
    expect(ignored).not.toContain(name)
  }
})

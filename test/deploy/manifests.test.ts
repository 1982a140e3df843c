// What stands in deploy/, held against the fields that Kubernetes knows. There is no cluster here: nothing of it was applied.
import { describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'

const DEPLOY = fileURLToPath(new URL('../../deploy', import.meta.url))

/** Fields by kind of object; a string names the shape of what is in them. `*` stands for any name, `[]` for each of a list. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Namespace: { apiVersion: '=v1', kind: '', metadata: 'meta' },
  ConfigMap: { apiVersion: '=v1', kind: '', metadata: 'meta', data: 'texts' },
  ClusterRole: { apiVersion: '=rbac.authorization.k8s.io/v1', kind: '', metadata: 'meta', rules: '[]rule' },
  DaemonSet: { apiVersion: '=apps/v1', kind: '', metadata: 'meta', spec: 'daemonSet' },
  Kustomization: { apiVersion: '=kustomize.config.k8s.io/v1beta1', kind: '', namespace: '', resources: '[]' },
  meta: { name: '', namespace: '', labels: 'texts' },
  texts: { '*': '' },
  rule: { apiGroups: '[]', resources: '[]', verbs: '[]' },
  daemonSet: { selector: 'selector', template: 'template' },
  selector: { matchLabels: 'texts' },
  template: { metadata: 'meta', spec: 'pod' },
  pod: {
    automountServiceAccountToken: '',
    enableServiceLinks: '',
    tolerations: '[]toleration',
    terminationGracePeriodSeconds: '',
    containers: '[]container',
    volumes: '[]volume',
  },
  toleration: { operator: '' },
  container: {
    name: '',
    image: '',
    command: '[]',
    args: '[]',
    env: '[]variable',
    resources: 'resources',
    securityContext: 'security',
    volumeMounts: '[]mount',
  },
  variable: { name: '', value: '', valueFrom: 'source' },
  source: { fieldRef: 'field' },
  field: { fieldPath: '' },
  resources: { requests: 'amounts', limits: 'amounts' },
  amounts: { cpu: '', memory: '' },
  security: {
    runAsUser: '',
    allowPrivilegeEscalation: '',
    readOnlyRootFilesystem: '',
    capabilities: 'capabilities',
    seccompProfile: 'seccomp',
  },
  capabilities: { drop: '[]' },
  seccomp: { type: '' },
  mount: { name: '', mountPath: '', readOnly: '' },
  volume: { name: '', hostPath: 'hostPath' },
  hostPath: { path: '', type: '' },
}

interface Item {
  readonly [field: string]: unknown
}

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Fields that are not known, and what has another shape than it should. */
function unknown(value: unknown, shape: string, path: string): string[] {
  if (shape === '') return isItem(value) || Array.isArray(value) ? [path] : []
  if (shape.startsWith('=')) return value === shape.slice(1) ? [] : [`${path}: ${String(value)}`]
  if (shape.startsWith('[]')) {
    return Array.isArray(value) ? value.flatMap((item, at) => unknown(item, shape.slice(2), `${path}[${at}]`)) : [path]
  }
  if (!isItem(value)) return [path]
  return Object.entries(value).flatMap(([field, inner]) => {
    const next = SHAPES[shape]?.[field] ?? SHAPES[shape]?.['*']
    return next === undefined ? [`${path}.${field}`] : unknown(inner, next, `${path}.${field}`)
  })
}

const FILES = readdirSync(DEPLOY).filter((name) => name.endsWith('.yaml'))
const objects = FILES.flatMap((file) =>
  parseAllDocuments(readFileSync(`${DEPLOY}/${file}`, 'utf8')).map((document) => ({ file, document })),
)

describe.each(objects.map(({ file, document }) => [file, document] as const))('%s', (_file, document) => {
  const data: unknown = document.toJS()

  test('is YAML without errors and warnings', () => {
    expect([...document.errors, ...document.warnings]).toEqual([])
  })

  test('has only fields that its kind has', () => {
    const kind = isItem(data) ? String(data['kind']) : ''
    expect(Object.keys(SHAPES)).toContain(kind)
    expect(unknown(data, kind, kind)).toEqual([])
  })
})

test('a field that is not known is found', () => {
  const wrong = { apiVersion: 'v1', kind: 'DaemonSet', spec: { template: { spec: { containers: [{ nam: 'x' }] } } } }
  expect(unknown(wrong, 'DaemonSet', 'it')).toEqual(['it.apiVersion: v1', 'it.spec.template.spec.containers[0].nam'])
})

describe('the DaemonSet', () => {
  interface Pod {
    readonly volumes: { readonly name: string }[]
    readonly containers: {
      readonly env: { readonly name: string }[]
      readonly args: string[]
      readonly volumeMounts: Item[]
    }[]
  }
  const found = objects
    .map(({ document }): unknown => document.toJS())
    .find((data) => isItem(data) && data['kind'] === 'DaemonSet')
  const { spec } = found as {
    spec: { selector: { matchLabels: Item }; template: { metadata: { labels: Item }; spec: Pod } }
  } // as its shape was tested
  const pod = spec.template.spec

  test('selects its own pods', () => {
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels)
  })

  test('mounts its volumes, all of them, and the journal read-only', () => {
    const mounts = pod.containers.flatMap(({ volumeMounts }) => volumeMounts)
    expect(mounts.map(({ name }) => name)).toEqual(pod.volumes.map(({ name }) => name))
    expect(mounts.find(({ name }) => name === 'journal')).toMatchObject({ readOnly: true })
  })

  test('gives its script every variable that it reads', () => {
    const given = new Set(pod.containers.flatMap(({ env }) => env.map(({ name }) => name)))
    const read = [
      ...pod.containers
        .flatMap(({ args }) => args)
        .join('\n')
        .matchAll(/\$([A-Z]+)/g),
    ].map(([, name]) => name)
    expect(read.length).toBeGreaterThan(3)
    expect([...new Set(read)].filter((name) => !given.has(name ?? ''))).toEqual([])
  })
})

test('the kustomization lists files that are there', () => {
  const kustomization = objects.find(({ file }) => file === 'kustomization.yaml')?.document.toJS() as {
    resources: string[]
  } // its shape
  expect(kustomization.resources.filter((name) => !FILES.includes(name))).toEqual([])
})

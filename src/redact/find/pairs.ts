// Names by the key that they stand under: klog's `pod="shop/web-0"`, JSON's `"_HOSTNAME":"worker-3"`, flags.
import { valueAt } from '../../mask/value.ts'
import type { Found, NameKind } from '../kinds.ts'
import { readImage } from './images.ts'
import { nameIn } from './phrases.ts'

const KEYS: readonly (readonly [kind: NameKind, keys: string])[] = [
  ['node', 'node nodeName nodename hostname hostName _HOSTNAME host hostname-override nodeRef machine'],
  ['pod', 'pod pods podName pod_name podFullName mirrorPod'],
  ['namespace', 'namespace podNamespace pod_namespace ns'],
  ['container', 'container containerName container_name containerNames initContainer ephemeralContainer'],
  ['image', 'image imageName imageRef'],
  ['volume', 'volume volumeName outerVolumeSpecName innerVolumeSpecName volumeSpecName VolumeSpecName pv PV'],
  [
    'object',
    'secret secretName configMap configMapName configmap serviceAccount serviceAccountName serviceaccount sa pvc PVC claim claimName service serviceName deployment statefulSet replicaSet daemonSet job csr object kobj resourceClaim endpoint-name tenant cluster clusterName',
  ],
  ['user', 'user userName username login owner'],
]
const KIND_OF = new Map(KEYS.flatMap(([kind, keys]) => keys.split(' ').map((key) => [key, kind] as const)))
const PAIR = new RegExp(
  `(?<![\\w.])(?<key>${[...KIND_OF.keys()].join('|')})(?:\\\\{0,8}["'])?(?:=|:(?=[\\\\"{\\[]))`,
  'g',
)
/** What the value of a key is; undefined where it can be anything. */
export function kindOfKey(key: string): NameKind | undefined {
  return KIND_OF.get(key)
}

/** klog's JSON has an object and its namespace as an object. */
const JSON_OBJECT =
  /\{\\{0,8}"name\\{0,8}":\\{0,8}"(?<name>[^"\\]{1,253})\\{0,8}"(?:,\\{0,8}"namespace\\{0,8}":\\{0,8}"(?<namespace>[^"\\]{1,63}))?/y
/** Longest value and list that are looked at. */
const LONGEST = 1000

export function findPairs(text: string): Found[] {
  const found: Found[] = []
  PAIR.lastIndex = 0
  for (let pair = PAIR.exec(text); pair !== null; pair = PAIR.exec(text)) {
    const value = valueOf(text, PAIR.lastIndex, KIND_OF.get(pair.groups?.['key'] ?? '') ?? 'object')
    found.push(...value)
    // What is in a value is no pair of its own: a text is gone through once.
    PAIR.lastIndex = Math.max(PAIR.lastIndex, value.at(-1)?.end ?? 0)
  }
  return found
}

function valueOf(text: string, start: number, kind: NameKind): Found[] {
  if (text[start] === '{') return objectAt(text, start, kind)
  if (text[start] === '[') return listAt(text, start, kind)
  const value = valueAt(text, start)
  return valueFound(text.slice(value.start, Math.min(value.end, value.start + LONGEST)), value.start, kind)
}

function valueFound(value: string, start: number, kind: NameKind): Found[] {
  if (kind === 'image') return readImage(value, start, true)
  const name = /^[^\s()[\]{}<>="\\,]+/.exec(value)?.[0] ?? ''
  // web-0_shop(uid) is found by its form.
  if (value.charAt(name.length) === '(' || /^(?:nil|null|true|false|-?\d+)$/.test(name) || name.includes('://'))
    return []
  if (kind === 'node') return nodeIn(name.replace(/:\d+$/, ''), start)
  return nameIn(name, start, kind)
}

/** Not a list of them, and not an address, which is found by its form. */
function nodeIn(name: string, start: number): Found[] {
  return name === '' ? [] : [{ start, end: start + name.length, kind: 'node', name }]
}

function objectAt(text: string, start: number, kind: NameKind): Found[] {
  JSON_OBJECT.lastIndex = start
  const found = JSON_OBJECT.exec(text)
  const { name, namespace } = found?.groups ?? {}
  if (found === null || name === undefined) return []
  const at = start + found[0].indexOf(name, '{"name":"'.length)
  if (namespace === undefined) return [{ start: at, end: at + name.length, kind, name }]
  const end = start + found[0].length
  return [
    { start: at, end: at + name.length, kind, name },
    { start: end - namespace.length, end, kind: 'namespace', name: namespace },
  ]
}

/** `["shop/web-0","shop/web-1"]` */
function listAt(text: string, start: number, kind: NameKind): Found[] {
  const end = text.indexOf(']', start)
  const list = text.slice(start, Math.min(end === -1 ? text.length : end, start + LONGEST))
  return [...list.matchAll(/[A-Za-z\d][\w./:@-]*/g)].flatMap(({ index, 0: item }) =>
    kind === 'image' ? readImage(item, start + index, true) : nameIn(item, start + index, kind),
  )
}

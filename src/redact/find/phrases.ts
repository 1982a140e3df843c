// Names by the words around them, as kubelet, the runtimes and the API server write: `pod "web-0"`, `secret "x" not found`,
// `container=app pod=web-0_shop(uid)`, `/api/v1/namespaces/shop/pods/web-0`.
import type { Found, NameKind } from '../kinds.ts'

const Q = '\\\\{0,8}"'
const NAME = '[A-Za-z\\d][\\w.-]{0,252}'

/** The kinds that a resource of the API server is for us. */
const RESOURCES: readonly (readonly [words: string, kind: NameKind])[] = [
  ['pods?|sandbox for|network for pod', 'pod'],
  ['nodes?|csinodes?|leases?|hostname', 'node'],
  ['namespaces?', 'namespace'],
  ['containers?|container name', 'container'],
  ['volumes?|persistentvolumes?|pv|claim volume|disk', 'volume'],
  [
    'secrets?|configmaps?|serviceaccounts?|persistentvolumeclaims?|claim|pvc|services?|endpoints?|endpointslices?|deployments?',
    'object',
  ],
  [
    'replicasets?|statefulsets?|daemonsets?|jobs?|cronjobs?|certificatesigningrequests?|resourceclaims?|volumeattachments?',
    'object',
  ],
  ['users?', 'user'],
  ['hosts?', 'host'],
]

/** `pods "web-0"`, `secrets.v1 \"x\"`, `object "shop"/"regcred"` */
const QUOTED = RESOURCES.map(([words, kind]) => {
  const regex = new RegExp(
    `\\b(?:${words})(?:\\.[a-z\\d.]{1,64})? ${Q}(?<first>[^"\\\\\\s]{1,253})${Q}(?:\\/${Q}(?<second>[^"\\\\\\s]{1,253})${Q})?`,
    'gi',
  )
  return [regex, kind] as const
})
const OBJECT = new RegExp(
  `\\bobject(?:-| )${Q}(?<first>[^"\\\\\\s]{1,253})${Q}\\/${Q}(?<second>[^"\\\\\\s]{1,253})${Q}`,
  'gi',
)
const IN_NAMESPACE = new RegExp(
  `\\b(?:in|for)(?: the)? namespace:? (?:${Q})?(?<first>[a-z\\d][a-z\\d-]{0,62})(?=[\\\\"\\s,.;)]|$)`,
  'g',
)

/** Patterns whose groups are called as the kinds. */
const PATTERNS: readonly RegExp[] = [
  // web-0_shop(3d6f4e1a-...), as kubelet formats a pod
  /(?<![\w.-])(?<pod>[a-z\d][a-z\d.-]{0,252})_(?<namespace>[a-z\d][a-z\d-]{0,62})\((?=[\da-f]{8}|uid)/g,
  // k8s_app_web-0_shop_3d6f4e1a-..._0, as dockershim names a container
  /k8s_(?<container>[\w.-]{1,63}?)_(?<pod>[a-z\d][a-z\d.-]{0,252})_(?<namespace>[a-z\d][a-z\d-]{0,62})_(?=[\da-f]{8})/g,
  // containerd's name of a container and of a sandbox: app_web-0_shop_3d6f4e1a-..._0
  /(?<=")(?<container>[a-z\d][a-z\d-]{0,62})_(?<pod>[a-z\d][a-z\d.-]{0,252})_(?<namespace>[a-z\d][a-z\d-]{0,62})_(?=[\da-f]{8}[\da-f-]{0,28}_\d)/g,
  /(?<=[" ])(?<pod>[a-z\d][a-z\d.-]{0,252})_(?<namespace>[a-z\d][a-z\d-]{0,62})_(?=[\da-f]{8}[\da-f-]{0,28}_\d)/g,
  /\bpods? (?<namespace>[a-z\d][a-z\d-]{0,62})\/(?<pod>[a-z\d][a-z\d.-]{0,252})/g,
  /&(?:Pod)?SandboxMetadata\{Name:(?<pod>[a-z\d][a-z\d.-]{0,252}),Uid:[^,]{0,64},Namespace:(?<namespace>[a-z\d][a-z\d-]{0,62})/g,
  /&ContainerMetadata\{Name:(?<container>[a-z\d][a-z\d-]{0,62})/g,
  /Container\{Name:(?<container>[a-z\d][a-z\d-]{0,62}),/g,
  /VolumeMount\{Name:(?<volume>[a-z\d][a-z\d-]{0,62}),/g,
  /\b[A-Z][A-Za-z]{2,24}\\{0,8}" for \\{0,8}"(?<container>[a-z\d][a-z\d-]{0,62})\\{0,8}" with/g,
  /\b(?:failed )?container[ =](?!(?:of|in|for|from|the|a|and|or|with|has|is|was|to) )(?<container>[a-z\d][a-z\d-]{0,62}) (?:in )?pod\b/g,
  // The API server's paths, as they are and in a query
  /\/namespaces\/(?<namespace>[a-z\d][a-z\d-]{0,62})(?=[/?"\\\s]|$)/g,
  /\/namespaces\/[^/\s]{1,63}\/pods\/(?<pod>[a-z\d][\w.-]{0,252})/g,
  /\/namespaces\/[^/\s]{1,63}\/leases\/(?<node>[a-z\d][\w.-]{0,252})/g,
  /\/namespaces\/[^/\s]{1,63}\/(?!pods\/|leases\/)[a-z]{1,40}\/(?<object>[a-z\d][\w.-]{0,252})/g,
  /\/(?:nodes|csinodes)\/(?<node>[a-z\d][\w.-]{0,252})/g,
  /\/persistentvolumes\/(?<volume>[a-z\d][\w.-]{0,252})/g,
  /(?:spec\.nodeName|nodes[^"\s]{0,64}metadata\.name)(?:=|%3D)(?<node>[a-z\d][a-z\d.-]{0,252})/g,
  /metadata\.name(?:=|%3D)(?<object>[a-z\d][a-z\d.-]{0,252})/g,
  // Users
  /system:node:(?<node>[a-z\d][\w.-]{0,252})/gi,
  /system:serviceaccount:(?<namespace>[a-z\d][a-z\d-]{0,62}):(?<object>[a-z\d][\w.-]{0,252})/g,
  /system:bootstrap:(?<user>[a-z\d]{6})/g,
  /(?<=\bfor user |\bby )(?<user>[a-z_][\w.-]{0,31})(?=\(uid=)/g,
  /(?<=\bused [\d,.]{1,16} by )(?!uid )(?<user>[a-z_][\w.-]{0,31})/g,
  // Folders of kubelet and of logs
  /\/var\/log\/pods\/(?<namespace>[a-z\d][a-z\d-]{0,62})_(?<pod>[a-z\d][a-z\d.-]{0,252})_[^/\s"]{1,64}(?:\/(?<container>[a-z\d][\w.-]{0,62}))?/g,
  /\/var\/log\/containers\/(?<pod>[a-z\d][a-z\d.-]{0,252})_(?<namespace>[a-z\d][a-z\d-]{0,62})_(?<container>[a-z\d][a-z\d-]{0,62}?)-(?=[\da-f]{12})/g,
  /\/pods\/[^/\s"]{1,64}\/(?:containers|etc-hosts)\/(?<container>[a-z\d][\w.-]{0,62})/g,
  /\/pods\/[^/\s"]{1,64}\/(?:volumes|volume-subpaths|plugins)\/[^/\s"]{1,128}\/(?<volume>[a-z\d][\w.-]{0,252})/g,
  /(?:\/home|\/Users|[A-Za-z]:\\{1,8}Users)[/\\]{1,8}(?<user>[A-Za-z_][\w.-]{0,63})/g,
  /(?<=\/manifests\/)(?<pod>[a-z\d][a-z\d.-]{0,252}?)(?=\.(?:ya?ml|json)\b)/g,
  /(?<=(?:\d\.\d{1,3}|[a-z\d]\.[a-z\d.-]{2,64}):)(?<path>\/[\w./-]{1,255})(?=[\s"'\\,;)]|$)/g,
  // The values of a container's environment, whatever they are
  /EnvVar\{Name:[^,]{0,128},Value:(?<object>[^,}\s]{1,256}),/g,
  new RegExp(`(?<=\\b(?:unready|uninitialized) status: \\[)(?<container>${NAME})(?=[\\] ])`, 'g'),
]

export function findPhrases(text: string): Found[] {
  return [
    ...QUOTED.flatMap(([regex, kind]) => pairs(text, regex, kind)),
    ...pairs(text, OBJECT, 'object'),
    ...pairs(text, IN_NAMESPACE, 'namespace'),
    ...PATTERNS.flatMap((pattern) => groupsOf(text, pattern)),
  ]
}

/** One name, or a namespace and a name. */
function pairs(text: string, regex: RegExp, kind: NameKind): Found[] {
  return [...text.matchAll(regex)].flatMap(({ index, 0: all, groups = {} }) => {
    const { first = '', second } = groups
    const place = index + all.lastIndexOf(first, second === undefined ? undefined : all.length - second.length - 1)
    if (second === undefined) return nameIn(first, place, kind)
    const end = index + all.lastIndexOf(second)
    return [...found('namespace', first, place), ...found(kind, second, end)]
  })
}

const SIMPLE = /^[A-Za-z\d][\w.-]*(?:\/[A-Za-z\d][\w.-]*)?$/
/** Nodes and accounts of the cluster are found by their form. */
const USER = /^(?!system:(?:node|serviceaccount|bootstrap):)[\w.@:+-]+$/
/** They are found by their form. */
const ID = /^(?:[\da-f]{12,64}|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})$/i

/** `shop/web-0`, or a name alone; nothing where the text is neither. */
export function nameIn(text: string, start: number, kind: NameKind): Found[] {
  if (kind === 'user') return USER.test(text) ? found(kind, text, start) : []
  if (!SIMPLE.test(text)) return []
  const split = text.search(kind === 'pod' && !text.includes('/') ? /_(?=[a-z\d-]+$)/ : /\//)
  if (split === -1) return found(kind, text, start)
  const [first, second] = [text.slice(0, split), text.slice(split + 1)]
  if (text[split] === '_') return [...found('pod', first, start), ...found('namespace', second, start + split + 1)]
  if (kind === 'volume') return []
  return [...found('namespace', first, start), ...found(kind, second, start + split + 1)]
}

function found(kind: NameKind, name: string, start: number): Found[] {
  return name === '' || ID.test(name) || /^\d+$/.test(name) ? [] : [{ start, end: start + name.length, kind, name }]
}

function groupsOf(text: string, pattern: RegExp): Found[] {
  return [...text.matchAll(pattern)].flatMap(({ index, 0: all, groups = {} }) => {
    let at = 0
    return Object.entries(groups).flatMap(([kind, name]) => {
      if (name === undefined) return []
      at = all.indexOf(name, at)
      const start = index + at
      at += name.length
      return found(kind as NameKind, name, start) // groups are called as the kinds
    })
  })
}

// References of images: `registry.example.com:5000/shop/web:2.1@sha256:...`. The registry and the repository have names of their own.
import { HOSTS, readPseudonym, type Found } from '../kinds.ts'
import { isWellKnown } from '../well-known.ts'

const REGISTRY =
  '(?:[a-z\\d-]{1,63}\\.){1,8}[a-z]{2,24}(?::\\d{1,5})?|[a-z\\d.-]{1,253}:\\d{1,5}|(?:\\d{1,3}\\.){3}\\d{1,3}(?::\\d{1,5})?'
const REPOSITORY = '[a-z\\d][a-z\\d._-]{0,127}(?:\\/[a-z\\d][a-z\\d._-]{0,127}){0,8}'
const TAG = ':[\\w][\\w.-]{0,127}'
/** With a registry and a tag or a digest it can be nothing else. */
const WHOLE = new RegExp(
  `(?<![\\w./@:%-])(?<registry>${REGISTRY})\\/(?<repository>${REPOSITORY})(?:(?<tag>${TAG})(?![\\w/])|(?=@sha256:))`,
  'g',
)
/** After these words anything is an image that is in quotes, or has more than one part. */
const WORDED =
  /(?:\b(?:(?:pull(?:ing)? )?images?|imageref|reference|ref|pull(?:ing)?|imagename|imageid)(?:\\{0,8}"?[:=] ?| )|\bdocker(?:-pullable)?:\/\/)(?<quote>\\{0,8}")?(?<reference>[a-z\d][\w.-]{0,252}(?::\d{1,5}(?=\/))?(?:\/[a-z\d][\w.-]{0,127}){0,8}(?::\w[\w.-]{0,127})?(?:@sha256:[\da-f]{6,64})?)(?=\\{0,8}["'\s,;)\]]|$|: )/gi
const REGISTRY_API =
  /(?<=\/v2\/)(?<repository>[a-z\d][\w.-]{0,127}(?:\/[a-z\d][\w.-]{0,127}){0,8})(?=\/(?:manifests|blobs|tags|referrers)\/)/g
const SCOPE = /(?<=repository(?::|%3A))(?<repository>[a-z\d][\w.%/-]{0,255})(?=(?::|%3A)(?:pull|push|\*))/gi

export function findImages(text: string): Found[] {
  return [
    ...[...text.matchAll(WHOLE)].flatMap(({ index, 0: all }) => readImage(all, index)),
    ...[...text.matchAll(WORDED)].flatMap(({ index, 0: all, groups = {} }) => {
      const { quote, reference = '' } = groups
      const isWord = quote === undefined && !/[/:]/.test(reference)
      return isWord ? [] : readImage(reference, index + all.length - reference.length, true)
    }),
    ...[...text.matchAll(REGISTRY_API), ...text.matchAll(SCOPE)].map(({ index, 0: name }) => ({
      start: index,
      end: index + name.length,
      kind: 'image' as const,
      name,
    })),
  ]
}

/** Go's files, `k8s.io/client-go/tools/cache/reflector.go:229`. */
const NO_IMAGE = /^sha\d+:|\.go(?::\d+)?$|^(?:k8s\.io|kubernetes\.io|[\w.-]+\.(?:k8s|kubernetes)\.io)\/(?!.*:)/
const ID = /^[\da-f]{12,64}$/

/**
 * The parts of a reference that have names. `isSure`: the log says that it is one; else a single word is no image.
 *
 * @example
 * readImage('quay.io/shop/web:2.1', 0) //=> [{ start: 8, end: 16, kind: 'image', name: 'shop/web' }, ...]
 */
export function readImage(reference: string, start: number, isSure = false): Found[] {
  const digest = reference.indexOf('@')
  const named = digest === -1 ? reference : reference.slice(0, digest)
  const slash = named.indexOf('/')
  const first = named.slice(0, Math.max(slash, 0))
  const registry =
    /[.:]/.test(first) || first === 'localhost' || HOSTS.has(readPseudonym(first)?.kind ?? 'image') ? first : ''
  const colon = named.indexOf(':', registry.length)
  const hasTag = colon > named.lastIndexOf('/')
  const repository = named.slice(registry === '' ? 0 : registry.length + 1, hasTag ? colon : undefined)
  if (isWellKnown('image', named) || NO_IMAGE.test(named) || ID.test(named)) return []
  if (!hasTag && digest === -1 && (isSure ? !isName(repository) : slash === -1)) return []
  const host = registry.replace(/:\d+$/, '')
  const at = start + (registry === '' ? 0 : registry.length + 1)
  return [
    ...(host === '' ? [] : [{ start, end: start + host.length, kind: 'registry' as const, name: host }]),
    ...(repository === ''
      ? []
      : [{ start: at, end: at + repository.length, kind: 'image' as const, name: repository }]),
    ...(hasTag ? readTag(named.slice(colon + 1), start + colon + 1) : []),
  ]
}

/** A word after `image` can be one of a sentence: an image that is named alone has a digit, a hyphen or a slash. */
function isName(text: string): boolean {
  return /[\d/-]/.test(text) && /[a-z]/.test(text)
}

/** A tag that is no version may have a name in it. */
function readTag(tag: string, start: number): Found[] {
  if (
    /^(?:latest|stable|edge|main|master|v?\d[\d.]*(?:-(?:alpine|slim|debian|bookworm|bullseye|rc\.?\d*|beta\.?\d*|alpha\.?\d*))?)$/.test(
      tag,
    )
  )
    return []
  return [{ start, end: start + tag.length, kind: 'tag', name: tag }]
}

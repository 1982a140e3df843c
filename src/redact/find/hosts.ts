// Names of machines: in URLs, in what a resolver or a connection says, and names with a domain.
import type { Found } from '../kinds.ts'
import { named } from './addresses.ts'

/** The addresses of these schemes are no hosts. */
const URL_HOST =
  /(?<![\w+.-])(?!(?:unix|file|npipe|docker|docker-pullable|containerd|cri-o|fd|aws|gce|azure|openstack|vsphere|digitalocean|hcloud|linode|ibm|alicloud|oci):)[a-z][a-z\d+.-]{1,15}:\/\/(?:[^\s/"'\\@]{0,256}@)?(?<name>[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?)/gi
const LOOKUP = /(?<=\blookup )(?<name>[a-z\d_](?:[a-z\d._-]{0,251}[a-z\d])?)\.?(?= on |:|["\\]|$)/gi
const DIAL =
  /(?<=\b(?:dial|connect to|dialing) (?:tcp[46]?|udp[46]?) )(?<name>[a-z\d_](?:[a-z\d._-]{0,251}[a-z\d])?)(?=:\d)/gi
const SAN = /(?<=certificate is valid for )[\w.:*, -]{1,1000}, not [a-z\d.*-]{1,253}/gi
/** `Jun 02 15:39:04 worker-3 kubelet[563]:` and its ISO form. */
const SYSLOG =
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d(?: \d{4})? \d\d:\d\d:\d\d(?:\.\d{1,9})?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S{0,20}) (?<name>[a-z\d][\w.-]{0,252}) [\w@./-]{1,64}(?:\[\d{1,8}\])?:/gim

const GENERIC =
  'com|net|org|io|dev|app|cloud|local|internal|lan|corp|intra|intranet|home|localdomain|edu|gov|mil|info|biz|ai|tech|online|xyz|site|eu|tv|test|example|invalid|arpa|svc'
const COUNTRIES =
  'ar|at|au|be|bg|br|ca|ch|cl|cn|co|cz|de|dk|ee|es|fi|fr|gr|hk|hr|hu|ie|il|in|ir|is|it|jp|kr|kz|lt|lu|lv|mx|my|nl|no|nz|pe|ph|pl|pt|ro|rs|ru|se|sg|si|sk|th|tr|tw|ua|uk|us|vn|za'
const LABELS = '[a-z\\d_](?:[a-z\\d_-]{0,62})'
/** A name of a country takes three parts: two are often a file, or the end of a sentence without its space. */
const DOMAIN = new RegExp(
  `(?<![\\w.%\\\\-])(?<name>(?:${LABELS}\\.){1,12}(?:${GENERIC})|(?:${LABELS}\\.){2,12}(?:${COUNTRIES}))(?![\\w-]|\\.[a-z\\d_])`,
  'gi',
)

export function findHosts(text: string): Found[] {
  return [
    ...named(text, 'node', SYSLOG),
    ...named(text, 'host', URL_HOST),
    ...named(text, 'host', LOOKUP),
    ...named(text, 'host', DIAL),
    ...findSans(text),
    ...named(text, 'host', DOMAIN),
  ].filter(({ name }) => !/^\d+(?:\.\d+)*$/.test(name))
}

/** The names that a certificate is for, and the one that it is not for. */
function findSans(text: string): Found[] {
  return [...text.matchAll(SAN)].flatMap(({ index, 0: list }) =>
    [...list.matchAll(/(?<![\w.-])[a-z][\w.-]*[a-z\d](?![\w.-])/gi)]
      .filter(([name]) => name !== 'not')
      .map(({ index: at, 0: name }) => ({
        start: index + at,
        end: index + at + name.length,
        kind: 'host' as const,
        name,
      })),
  )
}

// Addresses of machines: IPv4, IPv6, MAC, e-mail.
import type { Found, NameKind } from '../kinds.ts'

const V4 = /(?<![\w.])(?<name>(?:\d{1,3}\.){3}\d{1,3})(?!\d|\.\d|[A-Za-z_])/g
/** As in the name of a pod in DNS and of a machine of EC2. */
const V4_DASHES = /(?<![\w.-])(?<name>(?:ip-)?(?:\d{1,3}-){3}\d{1,3}(?:\.[a-z][a-z\d-]{0,62}){0,8})(?![\w-])/g
const V6 = /(?<![\w:.>])(?<name>(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4})(?![\w:<]|\.\d)/gi
const MAC = /(?<![\w:-])(?<name>(?:[\da-f]{2}:){5}[\da-f]{2}|(?:[\da-f]{2}-){5}[\da-f]{2})(?![\w:-])/gi
const EMAIL =
  /(?<![\w.+-])(?<name>(?:[\w.+-]|<n>){1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,8}\.[a-z]{2,24})(?![\w-])/gi
/** Instances of templates of systemd, `getty@tty1.service`, are no mail. */
const UNIT = /\.(?:service|socket|device|mount|automount|swap|target|path|timer|slice|scope)$/

/** `1.2.3.4` after these words is a version. */
const VERSION = /version\W{0,4}v?$/i

export function findAddresses(text: string): Found[] {
  return [
    ...named(text, 'ip', V4).filter(
      ({ name, start }) => isV4(name) && !VERSION.test(text.slice(Math.max(0, start - 16), start)),
    ),
    ...named(text, 'host', V4_DASHES).filter(({ name }) => isV4(name.replace('ip-', '').replaceAll('-', '.'))),
    ...named(text, 'ip6', V6).filter(({ name }) => isV6(name)),
    ...named(text, 'mac', MAC),
    ...named(text, 'email', EMAIL).filter(({ name }) => !UNIT.test(name)),
  ]
}

/** What a regex finds, by its group `name`; the groups before it stay in the text. */
export function named(text: string, kind: NameKind, regex: RegExp): Found[] {
  return [...text.matchAll(regex)].flatMap(({ index, 0: all, groups = {} }) => {
    const name = groups['name']
    if (name === undefined || name === '') return []
    const start = index + all.indexOf(name)
    return [{ start, end: start + name.length, kind, name }]
  })
}

function isV4(name: string): boolean {
  return name
    .split('.')
    .slice(0, 4)
    .every((part) => Number(part) <= 255)
}

/** Eight groups, or fewer with `::`; a time of day has three. */
function isV6(name: string): boolean {
  const groups = name.split(':')
  const gaps = name.split('::').length - 1
  return gaps === 1 ? groups.length <= 9 : gaps === 0 && groups.length === 8 && !groups.includes('')
}

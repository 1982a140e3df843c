// A text that as a whole is said to be a name: the subject of an incident, the value of a capture or a field.
import type { Found, NameKind } from '../kinds.ts'
import { readImage } from './images.ts'
import { nameIn } from './phrases.ts'

const SIMPLE = /^[A-Za-z\d][\w./:@-]*$/

/**
 * @example
 * findSubject('pod', 'shop/web-0') //=> the namespace `shop` and the pod `web-0`
 */
export function findSubject(kind: NameKind, text: string): Found[] {
  if ((kind === 'input' || kind === 'node') && text !== '') return [{ start: 0, end: text.length, kind, name: text }]
  if (!SIMPLE.test(text))
    return text === '' || /\(\S*\)$/.test(text) ? [] : [{ start: 0, end: text.length, kind, name: text }]
  return kind === 'image' ? readImage(text, 0, true) : nameIn(text, 0, kind)
}

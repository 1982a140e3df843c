// A little XML writer. What XML has no way to write (most control characters) is shown as an escape.
import { sanitize } from '../sanitize.ts'

/** XML that is written already; texts are escaped. */
export class Xml {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

type Attributes = Readonly<Record<string, string | number>>

/**
 * @example
 * String(element('a', { b: '<' }, ['c & d'])) //=> '<a b="&lt;">c &amp; d</a>'
 */
export function element(name: string, attributes: Attributes = {}, content: readonly (Xml | string)[] = []): Xml {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`)
  const inside = content.map((part) => (typeof part === 'string' ? escape(part) : String(part))).join('')
  const head = `<${name}${given.join('')}`
  return new Xml(inside === '' ? `${head}/>` : `${head}>${inside}</${name}>`)
}

function attribute(value: string): string {
  return escape(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')
}

/** Halves of a surrogate pair and the two noncharacters are no characters of XML. */
const NO_CHARACTER = /[\p{Cs}\ufffe\uffff]/gu

function escape(text: string): string {
  return sanitize(text)
    .replace(NO_CHARACTER, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

// Private keys in PEM, as they are or in base64.
import type { Edit } from './edit.ts'

const BEGIN = /-----BEGIN (?<label>[A-Z0-9 ]{0,40})-----/g
const END = '-----END '
/** `-----BEGIN` in base64. */
const ENCODED = /LS0tLS1CRUdJTi[A-Za-z0-9+/]*={0,2}/g
/** ` CERTIFICATE-----`, which follows it where it is a certificate: no secret. */
const ENCODED_CERTIFICATE = 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0t'

/** Private keys; one without an end reaches to the end of the text, for the text was cut. */
export function findPrivateKeys(text: string): Edit[] {
  const edits: Edit[] = []
  if (!text.includes('-----') && !text.includes('LS0tLS1')) return edits
  let [, last] = [0, 0]
  for (const found of text.matchAll(BEGIN)) {
    if (found.index < last || found.groups?.['label']?.endsWith('PRIVATE KEY') !== true) continue
    last = endOf(text, found.index + found[0].length)
    edits.push({ start: found.index, end: last, by: '[private key]' })
  }
  for (const { index, 0: key } of text.matchAll(ENCODED)) {
    if (key.startsWith(ENCODED_CERTIFICATE)) continue
    edits.push({ start: index, end: index + key.length, by: '[private key]' })
  }
  return edits
}

function endOf(text: string, from: number): number {
  const end = text.indexOf(END, from)
  const close = end === -1 ? -1 : text.indexOf('-----', end + END.length)
  return close === -1 ? text.length : close + '-----'.length
}

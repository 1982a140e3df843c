// Pieces of SARIF that many objects have.
import type { ReportEvidence } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import { oneLine } from '../text/words.ts'

export interface SarifMessage {
  readonly text: string
}

/** A message; square brackets would make links of text, and braces placeholders. */
export function message(text: string): SarifMessage {
  const safe = sanitizeLine(oneLine(text))
  return { text: safe.replace(/[[\]\\]/g, '\\$&').replace(/[{}]/g, '$&$&') }
}

export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string }
    readonly region: { readonly startLine: number; readonly snippet: { readonly text: string } }
  }
}

/** A line of a log. */
export function location({ input, line, text }: ReportEvidence): SarifLocation {
  return {
    physicalLocation: {
      artifactLocation: { uri: uri(input) },
      region: { startLine: line, snippet: { text } },
    },
  }
}

/**
 * The name of an input as a reference of a URI; a name of several parts (a file in an archive) is one path.
 *
 * @example
 * uri('logs/a b.log') //=> 'logs/a%20b.log'
 */
export function uri(name: string): string {
  const path = name
    .replaceAll('\\', '/')
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  return path.startsWith('/') ? `file://${path.replace(/^\/+/, '/')}` : path
}

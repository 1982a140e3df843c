// Tokens and keys that are known by their form alone.
import type { Edit } from './edit.ts'

interface Form {
  readonly by: string
  /** Begins at a place that the character before decides, so that each text is gone through once. */
  readonly form: RegExp
  readonly isToken?: (token: string) => boolean
}

/** Of a Kubernetes event's name, `web-abcdef.17d5a0b1c2d3e4f5`, the second part is the time in hexadecimal: no bootstrap token. */
const EVENT_TIME = /\.1[5-9a-f][0-9a-f]{14}$/

const FORMS: readonly Form[] = [
  { by: '[JWT]', form: /(?<![\w-])eyJ[\w-]{14,}(?:\.[\w-]*){0,4}/g },
  { by: '[JWT]', form: /(?<![\w+/])ZXlK[\w+/]{20,}={0,2}/g },
  { by: '[AWS access key]', form: /(?<![\w])(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{16}(?![\w])/g },
  { by: '[GCP key]', form: /(?<![\w])AIza[\w-]{30,}|(?<![\w])ya29\.[\w.-]{10,}/g },
  { by: '[Azure key]', form: /(?<![\w~.-])[\w~.-]{3}[78]Q~[\w~.-]{31,34}(?![\w~.-])/g },
  { by: '[GitHub token]', form: /(?<![\w])(?:gh[pousr]_\w{30,}|github_pat_\w{20,})/g },
  { by: '[token]', form: /(?<![\w])(?:glpat-|dckr_pat_|npm_|xox[abprs]-|hvs\.|sk_live_)[\w-]{16,}/g },
  { by: '[k3s token]', form: /(?<![\w])K10[0-9a-f]{40,}(?:::[^\s"'\\]*)?/g },
  {
    by: '[bootstrap token]',
    form: /(?<![\w.-])[a-z0-9]{6}\.[a-z0-9]{16}(?![\w-]|\.\w)/g,
    isToken: (token) => /\d/.test(token.slice(7)) && /[a-z]/.test(token.slice(7)) && !EVENT_TIME.test(token),
  },
]

/**
 * @example
 * findTokens('key AKIAIOSFODNN7EXAMPLE') //=> [{ start: 4, end: 24, by: '[AWS access key]' }]
 */
export function findTokens(text: string): Edit[] {
  return FORMS.flatMap(({ by, form, isToken = () => true }) =>
    [...text.matchAll(form)]
      .filter(([token]) => isToken(token))
      .map(({ index, 0: token }) => ({ start: index, end: index + token.length, by })),
  )
}

// How much colour and which marks the terminal can take.
import { styleText } from 'node:util'
import type { Style, TextOptions } from '../report/text/page.ts'
import type { Io } from './io.ts'

export type ColorMode = 'auto' | 'always' | 'never'

type Format = Parameters<typeof styleText>[0]

const FORMATS: Readonly<Record<Style, Format>> = {
  critical: ['bold', 'red'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: ['bold', 'cyan'],
  informational: 'dim',
  heading: 'bold',
  dim: 'dim',
  command: 'green',
  good: 'green',
  mark: 'underline',
}

/** How the user wants to read. */
export interface Look {
  readonly color: ColorMode
  /** Plain ASCII, whatever the terminal can show. */
  readonly ascii: boolean
  /** For screen readers. */
  readonly plain: boolean
}

/** Longer lines of a log are hard to follow, even where there is room. */
const MOST_COLUMNS = 240

/** Text options for a stream: colours by `--color`, the environment and the terminal; Unicode unless the locale is plain C. */
export function textOptions({ stdout, env }: Io, { color, ascii, plain }: Look): TextOptions {
  const isColored =
    color === 'auto'
      ? (forced(env) ?? (stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'))
      : color === 'always'
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  return {
    ...(stdout.columns !== undefined && { width: Math.min(stdout.columns, MOST_COLUMNS) }),
    ...(stdout.rows !== undefined && { height: stdout.rows }),
    unicode: !ascii && !/^(?:C|POSIX)$/.test(locale),
    plain,
    ...(isColored && { style: (style, text) => styleText(FORMATS[style], text, { validateStream: false }) }),
  }
}

/** What FORCE_COLOR says, as Node reads it: it counts more than NO_COLOR. */
function forced({ FORCE_COLOR: force }: Io['env']): boolean | undefined {
  return force === undefined ? undefined : force !== '0' && force !== 'false'
}

import { readFileSync } from 'node:fs'

/** The version of the program. */
export function version(): string {
  // From src/cli and from dist/cli alike, package.json is two folders up.
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  } // our own file
  return version
}

import { readFileSync } from 'node:fs'

/** The folder of the package: from src/cli and from dist/cli alike, two folders up. */
export const ROOT: URL = new URL('../../', import.meta.url)

/** The version of the program. */
export function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
    version: string
  } // our own file
  return version
}

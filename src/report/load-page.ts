// The page's script and style as the build has made them.
import { readFile } from 'node:fs/promises'
import type { PageAssets } from './html/html.ts'

/** Reads the assets that `formatHtml` puts into a page. */
export async function loadPage(): Promise<PageAssets> {
  // From src/report, dist/report and the bundle in dist/cli alike, the package's root is two folders up.
  const file = new URL('../../dist/page.json', import.meta.url)
  return JSON.parse(await readFile(file, 'utf8')) as PageAssets // our own file
}

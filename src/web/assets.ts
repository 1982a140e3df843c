// What the build put into the page, as data.
import type { PageAssets } from '../report/html/html.ts'

export interface Assets {
  /** The worker's script. */
  readonly worker: string
  /** The rules as JSON. */
  readonly rules: string
  /** What a saved report is made with. */
  readonly page: PageAssets
  /** The logs of the example. */
  readonly sample: readonly { readonly name: string; readonly text: string }[]
}

export function readAssets(): Assets {
  return JSON.parse(document.querySelector('#assets')?.textContent ?? '{}') as Assets // made by our build
}

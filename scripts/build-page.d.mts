import type { PageAssets } from '../src/report/html/html.ts'

export function buildPage(): Promise<PageAssets>

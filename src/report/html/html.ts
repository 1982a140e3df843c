// A report -> one HTML file. The page is built in the browser from the report's JSON, which stands in it as data; without
// scripts, as in a viewer of mails, the text report shows.
import { jsonText } from '../json.ts'
import type { Report } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import { formatText } from '../text/text.ts'
import { verdict } from '../account.ts'

/** The page's script and style with the hashes under which its security policy allows them, and nothing else. */
export interface PageAssets {
  readonly script: string
  readonly style: string
  /** `sha256-...` */
  readonly scriptHash: string
  readonly styleHash: string
}

/** More incidents than this show without scripts as a list only. */
const MOST_WHOLE = 20

/** Formats a report as a page that needs nothing but itself. */
export function formatHtml(report: Report, page: PageAssets): string {
  const isBrief = report.incidents.length > MOST_WHOLE
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(page)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escape(pageTitle(report))}</title>
<style>${page.style}</style>
</head>
<body>
<main></main>
<noscript><pre>${escape(formatText(report, { width: 100, brief: isBrief }))}</pre></noscript>
<script type="application/json" id="report">${data(report)}</script>
<script>${page.script}</script>
</body>
</html>
`
}

/** Nothing is loaded from anywhere, nothing is sent anywhere, and only our own script runs. */
function policy({ scriptHash, styleHash }: PageAssets): string {
  return [
    "default-src 'none'",
    `script-src '${scriptHash}'`,
    `style-src '${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/** What a window with the report is called. */
export function pageTitle(report: Report): string {
  const [worst] = report.incidents
  return sanitizeLine(
    worst === undefined ? verdict(report) : `${worst.cause.title} on ${worst.node}: ${verdict(report)}`,
  )
}

/** JSON in which nothing can end the element that it stands in. */
function data(report: Report): string {
  return jsonText(report)
    .trimEnd()
    .replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)
}

function escape(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

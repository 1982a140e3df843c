// The report to take along: as a page, for a ticket, for a program.
import { formatHtml, type PageAssets } from '../report/html/html.ts'
import { formatJson } from '../report/json.ts'
import { formatMarkdown } from '../report/markdown/markdown.ts'
import type { Report } from '../report/report.ts'
import { button, el } from '../page/dom.ts'

/** The browser reads the file after the press is over. Milliseconds. */
const KEPT_FOR = 60_000

interface Form {
  readonly label: string
  readonly suffix: string
  readonly type: string
  readonly format: (report: Report, page: PageAssets) => string
}

const FORMS: readonly Form[] = [
  { label: 'HTML', suffix: 'html', type: 'text/html', format: formatHtml },
  { label: 'Markdown', suffix: 'md', type: 'text/markdown', format: formatMarkdown },
  { label: 'JSON', suffix: 'json', type: 'application/json', format: formatJson },
]

/** `name` is that of the log. */
export function saves(report: Report, name: string, page: PageAssets): HTMLElement {
  const stem = name.replace(/^.*[\\/!]/, '').replace(/(?:\.(?:log|txt|gz|bz2|lz4|tar|tgz|zip|\d+))+$/i, '')
  const buttons = FORMS.map(({ label, suffix, type, format }) =>
    button(label, () => save(`${stem || 'kubelet'}.report.${suffix}`, type, format(report, page)), {
      'aria-label': `Save the report as ${label}`,
    }),
  )
  return el(
    'span',
    { class: 'saves', role: 'group', 'aria-label': 'Save the report' },
    el('span', { class: 'dim' }, 'Save'),
    ...buttons,
  )
}

function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  el('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR)
}

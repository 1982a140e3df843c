// The report to take along: as a page, for a ticket, for a program.
import { formatHtml, type PageAssets } from '../report/html/html.ts'
import { formatJson } from '../report/json.ts'
import { formatMarkdown } from '../report/markdown/markdown.ts'
import { redactReport } from '../redact/report.ts'
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

const REDACT =
  'Pseudonyms in place of names and addresses, to show the report around. Look at it before you publish it.'

/** `name` is that of the log. */
export function saves(report: Report, name: string, page: PageAssets): HTMLElement {
  const stem = name.replace(/^.*[\\/!]/, '').replace(/(?:\.(?:log|txt|gz|bz2|lz4|tar|tgz|zip|\d+))+$/i, '')
  const box = el('input', { type: 'checkbox' })
  const press = ({ suffix, type, format }: Form): void => {
    const [name, saved] = box.checked ? ['', redactReport(report)] : [stem, report]
    save(`${name || 'kubelet'}.report.${suffix}`, type, format(saved, page))
  }
  const buttons = FORMS.map((form) =>
    button(form.label, () => press(form), { 'aria-label': `Save the report as ${form.label}` }),
  )
  return el(
    'span',
    { class: 'saves', role: 'group', 'aria-label': 'Save the report' },
    el('span', { class: 'dim' }, 'Save'),
    ...buttons,
    el('label', { class: 'redact', title: REDACT }, box, 'without names'),
  )
}

function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  el('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR)
}

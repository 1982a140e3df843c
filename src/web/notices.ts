// What is to be said besides the report: what was not read, what was assumed, and what to try when it found nothing.
import { el, line, list } from '../page/dom.ts'
import type { Report } from '../report/report.ts'
import { plural } from '../report/text/words.ts'
import { howTo } from './how-to.ts'
import type { Outcome } from './messages.ts'

/** undefined when all went well. */
export function notices({ problems, skipped, logs, isStopped, report }: Outcome): HTMLElement | undefined {
  const said = [
    ...(isStopped ? [`Stopped: this is the report of the first ${plural(report.lines.total, 'line')}.`] : []),
    ...problems.map(({ name, message }) => `${name}: ${message}`),
    ...(skipped > 0 && logs > 0 ? [`Skipped ${plural(skipped, 'file')} without lines of a node's log.`] : []),
    ...(logs === 0 && problems.length === 0 ? [`No log of a node is among ${plural(skipped, 'file')}.`] : []),
  ]
  const items = list(said)
  return items && el('section', { class: 'notices panel', 'aria-label': 'Notes' }, items)
}

/** What nothing in the logs says, and the reader may know better; empty when there is nothing. */
export function guesses({ inputs }: Report): string {
  const all = new Set(inputs.flatMap(({ assumptions }) => assumptions))
  const guessed = [...all].filter((text) => /assumed|stands in/.test(text))
  return line(guessed.map((text) => text.replace(/ \(give --[^)]*\)/, '')).join('; '))
}

/** What to try next; undefined where there is an incident. */
export function hint(report: Report): HTMLElement | undefined {
  const { incidents, nodes, lines, unexplained } = report
  if (incidents.length > 0) return undefined
  if (lines.total === 0) return section('Where did it go?', EMPTY)
  if (nodes.length === 0 || lines.total === lines.plain + lines.unparsed)
    return section('Was this the right log?', OTHER, howTo())
  const shapes = plural(unexplained.length, 'kind')
  const below = unexplained.length === 0 ? [] : [`Below: ${shapes} of warnings and errors that no rule knows.`]
  return section('Is the failure in this log?', [...QUIET, ...below])
}

/** Commands stand between backticks. */
const EMPTY = [
  'Without the right to read it, journalctl prints nothing: use `sudo`.',
  'Where kubelet is part of another program, the unit is called `k3s`, `k3s-agent`, `rke2-server`, `rke2-agent` or `snap.microk8s.daemon-kubelite`.',
]

const OTHER = ['What is wanted is the log of the kubelet itself, not that of a pod or of the control plane.']

const QUIET = [
  'It may be in an older part: `journalctl -u kubelet --since -7d`, or `-b -1` for the time before the last reboot.',
  'The kernel and the container runtime tell what kubelet does not see: `journalctl -b` has them all, and all are read.',
]

function section(title: string, tips: readonly string[], ...more: readonly HTMLElement[]): HTMLElement {
  const items = tips.map((tip) =>
    el('li', {}, ...tip.split('`').map((part, index) => (index % 2 === 0 ? part : el('code', {}, part)))),
  )
  return el('section', { class: 'hint panel' }, el('h2', {}, title), el('ul', {}, ...items), ...more)
}

// What a bar says of itself.
import { clockTime, dateTime, duration } from '../../report/text/time.ts'
import { plural } from '../../report/text/words.ts'
import { block, el, line } from '../dom.ts'
import type { Mark } from './lanes.ts'

/** One sentence, for those who hear the page and for what shows on hover. */
export function markName({ event, run, incident, kind }: Mark): string {
  if (run !== undefined)
    return `kubelet ${run.pid} ${run.state}, from ${dateTime(run.first)} to ${dateTime(run.last)}, on ${line(incident.node)}`
  if (event === undefined) return ''
  const level = kind === 'life' ? '' : `, ${kind}`
  const times = event.count === 1 ? '' : `, ${plural(event.count, 'event')}`
  const within = event.first === event.last ? '' : ` in ${duration(event.first, event.last)}`
  return `${line(event.title)}${level}${times}${within}, ${dateTime(event.time)}, on ${line(incident.node)}`
}

/** All of it, below the timeline. */
export function markDetail(mark: Mark): Node[] {
  const { event, run } = mark
  if (run !== undefined || event === undefined) return [el('p', {}, el('strong', {}, markName(mark)))]
  const { title, summary, time, precision, count, first, last, evidence } = event
  const times = count === 1 ? '' : `, ${plural(count, 'event')}${first === last ? '' : ` in ${duration(first, last)}`}`
  const date = time === null ? '' : `${time.slice(0, 10)} `
  const when = el(
    'span',
    { class: 'dim' },
    `${date}${clockTime(time, precision)} UTC on ${line(mark.incident.node)}${times}`,
  )
  const [proof] = evidence
  return [
    el('p', {}, el('strong', {}, line(title)), ' ', when),
    ...(summary === title ? [] : [el('p', { class: 'log' }, line(summary))]),
    ...(proof === undefined
      ? []
      : [el('p', { class: 'dim place' }, line(`${proof.input}:${proof.line}`)), block(proof.text, proof.mark)]),
  ]
}

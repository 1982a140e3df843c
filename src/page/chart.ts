// The events of an incident over time, as bars.
import type { ReportHistogram } from '../report/report.ts'
import { dateTime, duration } from '../report/text/time.ts'
import { plural } from '../report/text/words.ts'
import { svg } from './dom.ts'
import { toTime } from './timeline/scale.ts'
import { microseconds } from '../report/text/time.ts'

const HEIGHT = 28
const BAR = 6

/** undefined where there is no course to show: fewer than two steps. */
export function chart({ start, step, counts }: ReportHistogram): SVGSVGElement | undefined {
  if (start === null || counts.length < 2) return undefined
  const most = Math.max(...counts)
  const at = counts.indexOf(most)
  const begin = microseconds(start)
  const width = duration(toTime(begin), toTime(begin + step))
  const total = counts.reduce((sum, count) => sum + count, 0)
  const words = `${plural(total, 'event')}; most, ${most} within ${width}, at ${dateTime(toTime(begin + at * step))} UTC`
  const bars = counts.map((count, index) => {
    const height = count === 0 ? 1 : Math.max(3, Math.round((count / most) * HEIGHT))
    return svg('rect', {
      x: index * BAR,
      y: HEIGHT - height,
      width: BAR - 1,
      height,
      class: count === 0 ? 'none' : 'some',
    })
  })
  const box = `0 0 ${counts.length * BAR} ${HEIGHT}`
  return svg(
    'svg',
    { class: 'chart', viewBox: box, preserveAspectRatio: 'none', role: 'img', 'aria-label': words },
    svg('title', {}, words),
    ...bars,
  )
}

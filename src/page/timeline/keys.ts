// Where the arrow keys lead from one bar: along time through all rows, or to the nearest bar of the next row.
import type { Lane, Mark } from './lanes.ts'

export interface Place {
  readonly lane: number
  readonly mark: number
}

const markAt = (lanes: readonly Lane[], { lane, mark }: Place): Mark | undefined => lanes[lane]?.marks[mark]

/** All bars in the order of time, those of one moment from top to bottom. */
export function inTime(lanes: readonly Lane[]): Place[] {
  const places = lanes.flatMap(({ marks }, lane) => marks.map((_mark, mark) => ({ lane, mark })))
  const from = (place: Place): number => markAt(lanes, place)?.from ?? 0
  return places.sort((a, b) => from(a) - from(b) || a.lane - b.lane || a.mark - b.mark)
}

/** The bar after (1) or before (-1) one in time. */
export function beside(order: readonly Place[], at: Place, by: 1 | -1): Place | undefined {
  const index = order.findIndex(({ lane, mark }) => lane === at.lane && mark === at.mark)
  return index === -1 ? order[0] : order[index + by]
}

/** The bar nearest in time in the next row down (1) or up (-1) that has any. */
export function below(lanes: readonly Lane[], at: Place, by: 1 | -1): Place | undefined {
  const here = markAt(lanes, at)?.from ?? 0
  for (let lane = at.lane + by; lane >= 0 && lane < lanes.length; lane += by) {
    const marks = lanes[lane]?.marks ?? []
    if (marks.length === 0) continue
    const distance = (index: number): number => Math.abs((marks[index]?.from ?? 0) - here)
    const nearest = marks.reduce((best, _mark, index) => (distance(index) < distance(best) ? index : best), 0)
    return { lane, mark: nearest }
  }
  return undefined
}

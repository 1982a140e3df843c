// Looking things up in lists that are in order.

/**
 * The index of the first item that is not before what is looked for; those before it come first in the list.
 *
 * @example
 * firstNotBefore([10, 20, 30], (us) => us < 20) //=> 1
 */
export function firstNotBefore<Item>(items: readonly Item[], isBefore: (item: Item) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(items[middle] as Item))
      low = middle + 1 // it is between low and high
    else high = middle
  }
  return low
}

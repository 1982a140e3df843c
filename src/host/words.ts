// Numbers in words of people.

export function number(value: number): string {
  return value.toLocaleString('en-US')
}

/** Never 100 % while something is left. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** `512 B`, `1.5 GiB` */
export function bytes(value: number): string {
  const power = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(value) / 10))
  return `${power === 0 ? value : (value / 1024 ** power).toFixed(1)} ${UNITS[power] ?? ''}`
}

/** The part that is used; a thing of size nothing is full. */
export function share(used: number, all: number): number {
  return all <= 0 ? 1 : used / all
}

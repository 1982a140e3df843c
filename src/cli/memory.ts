// How much memory V8 takes for what it has not yet collected.

/** The newest Node that was tried: V8 complains about flags that it does not know. */
const NEWEST = 26
/** The newest Node that leaves at least 8 MiB of room without the flag, and that it makes no slower. */
const LESS_AT_ONCE = 24

/**
 * Keeps the heap small from now on. By itself, V8 lets it grow to several times of what is in use, for it cannot know that nearly
 * all that is made for a line is of no use at the next one. That takes far more memory and saves little time.
 */
export function keepHeapSmall(): void {
  const [major = ''] = process.versions.node.split('.', 1)
  if (Number(major) > NEWEST) return
  const v8 = process.getBuiltinModule('v8')
  // All are looked at whenever V8 has collected and decides how much room there shall be until the next time.
  v8.setFlagsFromString('--semi-space-growth-factor=1')
  if (Number(major) <= LESS_AT_ONCE) v8.setFlagsFromString('--optimize-for-size')
  v8.setFlagsFromString('--heap-growing-percent=40')
}

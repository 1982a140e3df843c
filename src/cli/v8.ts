// How V8 goes about its work: what it compiles anew, and how much memory it takes for what it has not yet collected.

/** The newest Node that was tried: V8 complains about flags that it does not know. */
const NEWEST = 26
/** The newest Node that leaves at least 8 MiB of room without the flag, and that it makes no slower. */
const LESS_AT_ONCE = 24

/** The newest Node whose V8 counts the bytes of what it runs before it compiles that anew; later ones have a quick compiler for what is only warm. */
const COUNTS_BYTES = 21
/** Eight times what it is by itself. */
const RUN_BEFORE_COMPILED: number = 8 * 66 * 1024

/**
 * Compiles less from now on. A run of a second makes much code warm and little hot: by itself, V8 spent half as much time on compiling it as the scan took, and
 * with two processors that is time of what writes the log into a pipe, or of a thread.
 */
export function compileLess(): void {
  if (majorOf(process.versions.node) > COUNTS_BYTES) return
  process.getBuiltinModule('v8').setFlagsFromString(`--interrupt-budget=${RUN_BEFORE_COMPILED}`)
}

/**
 * Keeps the heap small from now on. By itself, V8 lets it grow to several times of what is in use, for it cannot know that nearly
 * all that is made for a line is of no use at the next one. That takes far more memory and saves little time.
 */
export function keepHeapSmall(): void {
  const major = majorOf(process.versions.node)
  if (major > NEWEST) return
  const v8 = process.getBuiltinModule('v8')
  // All are looked at whenever V8 has collected and decides how much room there shall be until the next time.
  v8.setFlagsFromString('--semi-space-growth-factor=1')
  if (major <= LESS_AT_ONCE) v8.setFlagsFromString('--optimize-for-size')
  v8.setFlagsFromString('--heap-growing-percent=40')
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10)
}

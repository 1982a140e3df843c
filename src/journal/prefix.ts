// ` host identifier[pid]: message`, what follows the time stamp in every short mode.

export interface Prefix {
  readonly host: string | undefined
  readonly name: string
  readonly pid: number | undefined
  /** The column at which the message begins. */
  readonly next: number
}

// host, then the identifier, then the pid; with --no-hostname the host is missing, with an unknown host it is empty.
const PREFIX = /(?:([^\s:[\]]*) )?([^\s:[\]]+|\([^()\s]+\))(?:\[(\d+)\])?:(?: |$)/y

/**
 * Reads the rest of a short-mode prefix at column `at`.
 *
 * @example
 * readPrefix('node-a kubelet[563]: hello', 0) //=> { host: 'node-a', name: 'kubelet', pid: 563, next: 21 }
 */
export function readPrefix(line: string, at: number): Prefix | undefined {
  PREFIX.lastIndex = at
  const found = PREFIX.exec(line)
  if (found === null) return undefined
  const [whole, host, name, pid] = found
  return {
    host: host === '' ? undefined : host,
    name: name as string, // group 2 is not optional
    pid: pid === undefined ? undefined : Number(pid),
    next: at + whole.length,
  }
}

// How full the table of tracked connections is.
import type { Host } from '../host.ts'
import { number, percent, share } from '../words.ts'
import { finding, unknown, type HostCheck } from './finding.ts'

const FULL = 0.9

/** net.netfilter.nf_conntrack_* */
export const checkConntrack: HostCheck = (host) => {
  const count = host.number('/proc/sys/net/netfilter/nf_conntrack_count')
  const limit = host.number('/proc/sys/net/netfilter/nf_conntrack_max')
  if (count === undefined || limit === undefined)
    return unknown('connections are not tracked here (nf_conntrack is not loaded, or hidden)')
  const used = share(count, limit)
  return finding(used >= FULL, `limit ${number(limit)}, used ${number(count)} (${percent(used)})`, lossDetails(host))
}

const LOSSES = ['drop', 'early_drop', 'insert_failed'] as const

/** Counters since boot, a line of hexadecimal numbers for each processor below a line of names. */
function lossDetails(host: Host): string[] {
  const [names = [], ...rows] = (host.text('/proc/net/stat/nf_conntrack') ?? '')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  return LOSSES.flatMap((name) => {
    const at = names.indexOf(name)
    const sum = at === -1 ? 0 : rows.reduce((total, row) => total + parseInt(row[at] ?? '0', 16), 0)
    return sum === 0 ? [] : [`${name} since boot: ${number(sum)}`]
  })
}

// Which areas of swap are active, and which will be after a boot.
import type { Host } from '../host.ts'
import { bytes } from '../words.ts'
import { finding, unknown, type HostCheck } from './finding.ts'

/** /proc/swaps and /etc/fstab */
export const checkSwap: HostCheck = (host) => {
  const text = host.text('/proc/swaps')
  if (text === undefined) return unknown('this kernel shows no list of swap areas')
  const areas = text.trim().split('\n').slice(1).map(areaWords)
  const summary = areas.length === 0 ? 'no swap is active' : `swap is active: ${areas.join('; ')}`
  return finding(areas.length > 0, summary, bootDetails(host))
}

/** `/dev/dm-1  partition  8388604  1024  -2`: sizes are in KiB. */
function areaWords(line: string): string {
  const [name = '', type = '', size = '0', used = '0'] = line.split(/\s+/)
  return `${name} (${type}), ${bytes(Number(used) * 1024)} of ${bytes(Number(size) * 1024)} used`
}

function bootDetails(host: Host): string[] {
  const lines = (host.text('/etc/fstab') ?? '').split('\n').filter((line) => /^[^#\s]\S*\s+\S+\s+swap\s/.test(line))
  return lines.map((line) => `/etc/fstab activates it at boot: ${line.trim().replace(/\s+/g, ' ')}`)
}

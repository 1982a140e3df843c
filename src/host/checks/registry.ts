// The checks of a host by the names that steps of a remedy give them: `check: inotify`. Which failure wants which check stands in rules/.
import type { Host } from '../host.ts'
import { checkCertificates } from './certificates.ts'
import { checkConntrack } from './conntrack.ts'
import { checkDisk, checkInodes } from './disk.ts'
import type { CheckContext, Finding, HostCheck } from './finding.ts'
import { checkInstances, checkWatches } from './inotify.ts'
import { checkOpenFiles } from './open-files.ts'
import { checkPids } from './pids.ts'
import { checkRuntimeSocket } from './runtime-socket.ts'
import { checkSwap } from './swap.ts'

export const HOST_CHECKS: Readonly<Record<string, HostCheck>> = {
  certificates: checkCertificates,
  conntrack: checkConntrack,
  disk: checkDisk,
  inodes: checkInodes,
  inotify: checkWatches,
  'inotify-instances': checkInstances,
  'open-files': checkOpenFiles,
  pids: checkPids,
  'runtime-socket': checkRuntimeSocket,
  swap: checkSwap,
}

export interface CheckResult extends Finding {
  readonly check: string
  /** What there was and might not be read, and why. */
  readonly unreadable: readonly string[]
}

/**
 * Carries out a check. What it could not read makes a "not now" unknown, and stands in the result; undefined when there is no check of that name.
 *
 * @example
 * (await runCheck('inotify', new Host(), { now: new Date() }))?.summary
 * //=> 'limit 524,288, used 524,288 by root (100.0 %), 99.6 % of it by pod default/hog-0, pid 4711 (node consume.mjs)'
 */
export async function runCheck(name: string, host: Host, context: CheckContext): Promise<CheckResult | undefined> {
  const check = HOST_CHECKS[name]
  if (check === undefined) return undefined
  host.takeUnreadable()
  const { verdict, ...found } = await check(host, context)
  const unreadable = host.takeUnreadable()
  return {
    check: name,
    verdict: verdict === 'not-now' && unreadable.length > 0 ? 'unknown' : verdict,
    ...found,
    unreadable,
  }
}

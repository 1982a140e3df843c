// What the log tells of a node, in a few words.
import type { ReportNode } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import { list } from './words.ts'

/**
 * `kubelet v1.30.4, containerd 1.7.2, cgroup v2, Ubuntu 22.04.4 LTS`; '' when nothing is known.
 *
 * @example
 * nodeWords({ version: ['v1.30.4'], cgroup: ['v2'] }) //=> 'kubelet v1.30.4, cgroup v2'
 */
export function nodeWords(facts: ReportNode['facts']): string {
  const words = (fact: string, before = ''): string[] => {
    const values = facts[fact] ?? []
    return values.length === 0 ? [] : [before + list(values)]
  }
  const [runtime] = words('runtime')
  const parts = [
    ...words('version', 'kubelet '),
    ...words('distribution'),
    ...words('runtimeVersion', runtime === undefined ? 'container runtime ' : `${runtime} `),
    ...(facts['runtimeVersion'] === undefined ? words('runtime') : []),
    ...words('cgroup', 'cgroup '),
    ...words('cgroupDriver', 'cgroup driver '),
    ...(facts['osImage'] === undefined && facts['os']?.join() !== 'linux' ? words('os') : words('osImage')),
    ...words('kernel', 'kernel '),
    ...words('cloud', 'cloud '),
  ]
  return sanitizeLine(parts.join(', '))
}

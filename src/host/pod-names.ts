// Container and pod ids -> names, from the folders that kubelet keeps for logs, or from crictl.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ContainerRef } from './cgroup.ts'
import type { Host } from './host.ts'

export interface PodName {
  readonly namespace: string
  readonly pod: string
  readonly container?: string
}

/** What `crictl ps --all --output json` prints; undefined when it cannot be had. */
export type Crictl = () => Promise<string | undefined>

// Names of Kubernetes have no `_`, which the folders use between them.
const POD_FOLDER = /^(?<namespace>[^_]+)_(?<pod>[^_]+)_(?<uid>[^_]+)$/
const CONTAINER_LOG = /^(?<pod>[^_]+)_(?<namespace>[^_]+)_(?<container>.+)-(?<id>[0-9a-f]{64})\.log$/

/** The names of containers and pods on a host. */
export class PodNames {
  readonly #pods = new Map<string, PodName>()
  readonly #containers = new Map<string, PodName>()

  /** /var/log/pods and /var/log/containers tell names to everybody. */
  static of(host: Host): PodNames {
    const names = new PodNames()
    for (const folder of host.list('/var/log/pods') ?? []) {
      const { namespace, pod, uid } = POD_FOLDER.exec(folder)?.groups ?? {}
      if (namespace !== undefined && pod !== undefined && uid !== undefined) names.#pods.set(uid, { namespace, pod })
    }
    for (const file of host.list('/var/log/containers') ?? []) {
      const { namespace, pod, container, id } = CONTAINER_LOG.exec(file)?.groups ?? {}
      if (namespace !== undefined && pod !== undefined && container !== undefined && id !== undefined)
        names.#containers.set(id, { namespace, pod, container })
    }
    return names
  }

  find({ containerId = '', podUid = '' }: ContainerRef): PodName | undefined {
    return this.#containers.get(containerId) ?? this.#pods.get(podUid)
  }

  /** Adds what crictl knows. */
  addCrictl(json: string): void {
    for (const { id, podSandboxId, labels } of crictlContainers(json)) {
      const [namespace, pod, uid] = ['namespace', 'name', 'uid'].map((key) => labels?.[`io.kubernetes.pod.${key}`])
      if (namespace === undefined || pod === undefined) continue
      const container = labels?.['io.kubernetes.container.name']
      if (uid !== undefined) this.#pods.set(uid, { namespace, pod })
      if (podSandboxId !== undefined) this.#containers.set(podSandboxId, { namespace, pod })
      if (id !== undefined) this.#containers.set(id, { namespace, pod, ...(container !== undefined && { container }) })
    }
  }
}

interface CrictlContainer {
  readonly id?: string
  readonly podSandboxId?: string
  readonly labels?: Readonly<Record<string, string>>
}

function crictlContainers(json: string): readonly CrictlContainer[] {
  try {
    const { containers } = JSON.parse(json) as { containers?: readonly CrictlContainer[] } // crictl's own format
    return Array.isArray(containers) ? containers : []
  } catch {
    return []
  }
}

/** Asks crictl on this machine, which needs root; it gets three seconds. */
export const askCrictl: Crictl = async () => {
  try {
    const run = promisify(execFile)
    const options = { timeout: 3000, maxBuffer: 64 * 1024 * 1024 }
    return (await run('crictl', ['--timeout', '2s', 'ps', '--all', '--output', 'json'], options)).stdout
  } catch {
    return undefined // not installed, no socket, not root: names are a convenience
  }
}

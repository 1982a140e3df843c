// /proc/PID/cgroup -> the container and the pod that the process is in.

export interface ContainerRef {
  /** 64 hexadecimal digits, of every runtime. */
  readonly containerId?: string
  /** With hyphens; of a static pod 32 hexadecimal digits. */
  readonly podUid?: string
  /** What the path says of the runtime: `cri-containerd`, `crio`, `docker`, `libpod`. */
  readonly runtime?: string
  /** The systemd unit, for what is in no container. */
  readonly unit?: string
}

// `kubepods-burstable-pod3f1c_40aa_....slice` (systemd driver) or `/pod3f1c-40aa-.../` (cgroupfs driver). kind puts more words before.
const POD = /(?:^|[/-])pod(?<uid>[0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32})(?=\.slice|[/:]|$)/
// `cri-containerd-<id>.scope`, `kubepods-...:cri-containerd:<id>`, `crio-<id>`, `docker-<id>.scope`, or the bare id as a folder.
const CONTAINER = /(?:^|[/:])(?:(?<runtime>[a-z-]{1,32})[-:])?(?<id>[0-9a-f]{64})(?=\.scope|[/:]|$)/g
const UNIT = /(?:^|\/)(?<unit>[^/]{1,255}\.(?:service|scope))(?:\/|$)/

// The kernel's own limit on a path.
const LONGEST = 4096

/**
 * Reads a process's cgroup file, of v1 (a line for each controller) or v2 (one line). The innermost container counts: kind
 * runs a node in a container of its own.
 *
 * @example
 * containerOf('0::/kubepods.slice/kubepods-pod0c6e1f0a_5a7e_4b0e_9f44_6b8a2f1d3c55.slice/crio-ab12...ef.scope\n').podUid
 * //=> '0c6e1f0a-5a7e-4b0e-9f44-6b8a2f1d3c55'
 */
export function containerOf(text: string): ContainerRef {
  const refs = text.split('\n').map((line) => refOf(line.slice(0, LONGEST).split(':').slice(2).join(':')))
  const best = refs.find(({ podUid, containerId }) => podUid !== undefined && containerId !== undefined)
  return best ?? refs.find(({ podUid }) => podUid) ?? refs.find(({ containerId }) => containerId) ?? unitOf(refs)
}

function refOf(path: string): ContainerRef {
  const podUid = POD.exec(path)?.groups?.['uid']?.replaceAll('_', '-')
  const { id, runtime } = [...path.matchAll(CONTAINER)].at(-1)?.groups ?? {}
  const unit = UNIT.exec(path)?.groups?.['unit']
  return {
    ...(id !== undefined && { containerId: id }),
    ...(podUid !== undefined && { podUid }),
    ...(runtime !== undefined && { runtime: runtime.replace(/-conmon$/, '') }),
    ...(id === undefined && podUid === undefined && unit !== undefined && { unit }),
  }
}

function unitOf(refs: readonly ContainerRef[]): ContainerRef {
  return refs.find(({ unit }) => unit !== undefined) ?? {}
}

// Logs of made-up clusters, with names of all kinds that a log can have, for properties of what becomes of them.
import fc from 'fast-check'
import { isDistinct } from '../../src/redact/well-known.ts'

export interface Cluster {
  readonly nodes: readonly string[]
  readonly namespace: string
  readonly pods: readonly string[]
  readonly container: string
  readonly registry: string
  readonly repository: string
  readonly apiServer: string
  readonly addresses: readonly string[]
  readonly v6: string
  readonly mac: string
  readonly uid: string
  readonly id: string
  readonly secret: string
  readonly volume: string
  readonly user: string
  readonly email: string
}

/** Names that nobody else has: words, words with hyphens and digits, and such that begin as another one does. */
const label = fc.oneof(
  fc.stringMatching(/^[g-z][a-z]{3,6}(-[a-z]{3,5})?(-[0-9]{1,3}|[0-9][a-z])?$/),
  fc
    .tuple(
      fc.constantFrom('kgab', 'kgab-zz', 'web', 'wkr', 'acme', 'kube-proxy', 'a'),
      fc.stringMatching(/^(-[a-z0-9]{1,4}){1,3}$/),
    )
    .map(([first, rest]) => first + rest),
)
const hex = (length: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.integer({ min: 0, max: 15 }).map((digit) => digit.toString(16)),
      { minLength: length - 2, maxLength: length - 2 },
    )
    .map((digits) => `a1${digits.join('')}`)
const byte = fc.integer({ min: 1, max: 250 })
const address = fc.tuple(fc.constantFrom(10, 172, 192, 52), byte, byte, byte).map((parts) => parts.join('.'))

export const clusters: fc.Arbitrary<Cluster> = fc
  .record({
    names: fc.uniqueArray(label.filter(isDistinct), { minLength: 14, maxLength: 14 }),
    domain: fc.constantFrom('', '.acmecorp.example', '.eu.acmecorp.internal'),
    addresses: fc.uniqueArray(address, { minLength: 3, maxLength: 3 }),
    uid: hex(32).map((digits) => digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')),
    id: hex(64),
    v6: hex(8).map((digits) => `2001:db8::${digits.slice(0, 4)}:${digits.slice(4)}`),
    mac: hex(12).map((digits) => (digits.match(/../g) ?? []).join(':')),
  })
  .map(({ names, domain, ...rest }) => {
    const [nodeA = '', nodeB = '', namespace = '', podA = '', podB = '', container = '', ...others] = names
    const [
      registry = '',
      repository = '',
      apiServer = '',
      secret = '',
      volume = '',
      user = '',
      mailbox = '',
      org = '',
    ] = others
    return {
      nodes: [`${nodeA}${domain}`, `${nodeB}${domain}`],
      namespace,
      pods: [`${podA}-0`, `${podB}-7d9f8c6b5d-2xq4z`],
      container,
      registry: `${registry}.acmecorp.example`,
      repository: `${org}/${repository}`,
      apiServer: `${apiServer}.acmecorp.example`,
      secret: `${secret}-creds`,
      volume: `${volume}-data`,
      user,
      email: `${mailbox}@acmecorp.example`,
      ...rest,
    }
  })

/** What must not be seen. */
function namesOf(cluster: Cluster): string[] {
  const { nodes, pods, addresses, repository, ...others } = cluster
  const short = nodes.map((name) => name.split('.')[0] ?? '')
  return [...nodes, ...short, ...pods, ...addresses, repository, 'acmecorp', ...Object.values(others)]
}

/** As whole words: `kat` may stand in `katalog`. */
export function survivors(text: string, cluster: Cluster): string[] {
  const words = text.toLowerCase()
  return namesOf(cluster).filter((name) =>
    new RegExp(`(?<![a-z0-9])${name.toLowerCase().replace(/[.]/g, '\\.')}(?![a-z0-9])`).test(words),
  )
}

export function logOf(cluster: Cluster): string {
  const { namespace, container, registry, repository, apiServer, v6, mac, uid, id, secret, volume, user, email } =
    cluster
  const [ip, dns, podIp] = cluster.addresses
  const messages = cluster.nodes.flatMap((node, index) => {
    const pod = cluster.pods[index] ?? ''
    const image = `${registry}/${repository}:2.1`
    const q = '\\"'
    return [
      `controller.go:195] "Failed to update lease" err="Put ${q}https://${apiServer}:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}?timeout=10s${q}: dial tcp: lookup ${apiServer} on ${dns}:53: no such host"`,
      `kubelet_node_status.go:92] "Unable to register node with API server" err="Post ${q}https://${ip}:6443/api/v1/nodes${q}: dial tcp ${ip}:6443: connect: connection refused" node="${node}"`,
      `pod_workers.go:1298] "Error syncing pod, skipping" err="failed to ${q}StartContainer${q} for ${q}${container}${q} with CrashLoopBackOff: ${q}back-off 5m0s restarting failed container=${container} pod=${pod}_${namespace}(${uid})${q}" pod="${namespace}/${pod}" podUID="${uid}"`,
      `remote_image.go:180] "PullImage from image service failed" err="rpc error: code = NotFound desc = failed to pull and unpack image ${q}${image}${q}: failed to resolve reference ${q}${image}${q}: ${image}: not found" image="${image}"`,
      `nestedpendingoperations.go:348] "MountVolume.SetUp failed" err="MountVolume.SetUp failed for volume ${q}${volume}${q} (UniqueName: ${q}kubernetes.io/secret/${uid}-${volume}${q}) pod ${q}${pod}${q} (UID: ${q}${uid}${q}) : secret ${q}${secret}${q} not found"`,
      `prober.go:104] "Probe failed" probeType="Liveness" pod="${namespace}/${pod}" podUID="${uid}" containerName="${container}" probeResult="failure" output="Get ${q}http://${podIp}:8080/healthz${q}: dial tcp ${podIp}:8080: connect: connection refused"`,
      `odd.go:7] "What is this" err="user ${q}${user}${q} <${email}> at ${mac} [${v6}]:80 on ${node} and ${id} of ${pod} in ${namespace}, ${secret}, ${image}" containerID="${id}"`,
    ].map((message, at) => {
      const time = `12:0${at}:0${index}`
      return `2024-06-02T${time}.000000+00:00 ${node} kubelet[7]: E0602 ${time}.000000       7 ${message}`
    })
  })
  return messages.join('\n')
}

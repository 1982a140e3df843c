// Names that tell nothing of anybody: every cluster has them, and a diagnosis is read by them. They stay.
import type { NameKind } from './kinds.ts'

/** Those of Kubernetes, and those of containerd and Docker, which are another thing of the same name. */
const NAMESPACES = words(`default kube-system kube-public kube-node-lease k8s.io moby plugins.moby`)

/** Parts of Kubernetes and of what most clusters run: as containers they stay, and the pseudonyms of their pods begin with them. */
export const COMPONENTS: ReadonlySet<string> =
  words(`kube-apiserver kube-controller-manager kube-scheduler kube-proxy kube-vip etcd coredns kubelet kube-flannel
  kube-flannel-ds install-cni calico-node calico-kube-controllers calico-typha cilium cilium-agent cilium-operator
  weave weave-net canal kube-router kindnet aws-node azure-cns metrics-server konnectivity-agent node-local-dns
  nodelocaldns local-path-provisioner pause POD csi-node-driver csi-node-driver-registrar node-driver-registrar
  liveness-probe ebs-plugin ebs-csi-node cloud-controller-manager node-exporter nvidia-device-plugin-daemonset
  storage-provisioner traefik`)

/** Hosts and domains that are public; what is below them is too. */
const DOMAINS =
  words(`k8s.io kubernetes.io gcr.io pkg.dev docker.io docker.com quay.io ghcr.io github.com golang.org azure.com microsoft.com
  public.ecr.aws redhat.io redhat.com nvcr.io nvidia.com intel.com amd.com openshift.io csi.aws.com csi.azure.com
  storage.gke.io csi.vsphere.vmware.com ceph.com longhorn.io openebs.io openstack.org tigera.io projectcalico.org
  cilium.io k3s.io rancher.io cri-o.io containerd.io cni.dev digitalocean.com hetzner.cloud netapp.io topolvm.io
  hashicorp.com freedesktop.org debian.org man7.org kernel.org wikipedia.org npmjs.com opencontainers.org systemd.io
  metadata.google.internal cncf.io aws.amazon.com chrony-project.org rke2.io microk8s.io github.io`)
const HOSTS = words(
  `localhost docker time.local kubernetes kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local cluster.local`,
)

/** Registries whose images are parts of Kubernetes: the whole name stays. */
const PUBLIC_IMAGES =
  /^(?:registry\.k8s\.io|k8s\.gcr\.io|gcr\.io\/google[_-]containers|mcr\.microsoft\.com\/oss\/kubernetes)\//

/** All addresses of the machine itself, masks, and where clouds tell an instance what it is. */
const ADDRESSES =
  /^(?:0\.0\.0\.0|127\..*|255\..*|169\.254\.169\.254|::1?|::ffff:.*|fd00:ec2::254|(?:00:){5}00|(?:ff:){5}ff)$/i

const USERS = words(`root nobody kubernetes-admin kube kubelet system`)
const INPUTS = words(`stdin input log -`)

/**
 * Does a name stay?
 *
 * @example
 * isWellKnown('namespace', 'kube-system') //=> true
 */
export function isWellKnown(kind: NameKind, name: string): boolean {
  switch (kind) {
    case 'namespace':
      return NAMESPACES.has(name) || name.startsWith('openshift-')
    case 'container':
      return COMPONENTS.has(name)
    case 'node':
      return name === 'unknown' || name === 'localhost'
    case 'host':
    case 'registry':
      return isPublic(name.toLowerCase())
    case 'ip':
    case 'ip6':
    case 'mac':
      return ADDRESSES.test(name)
    case 'user':
      return USERS.has(name) || /^system:(?!node:|serviceaccount:|bootstrap:)/.test(name)
    case 'volume':
      return /^(?:kube-api-access|default-token)-[a-z0-9]{5}$|^kube-root-ca\.crt$/.test(name)
    case 'object':
      return name === 'kube-root-ca.crt' || name === 'default'
    case 'image':
      return PUBLIC_IMAGES.test(name)
    case 'input':
      return INPUTS.has(name)
    default:
      return false
  }
}

function isPublic(host: string): boolean {
  return publicPart(host) !== ''
}

/** The end of a host's name that is a public domain: `nvidia.com` of `x.nvidia.com`. */
export function publicPart(host: string): string {
  if (HOSTS.has(host)) return host
  for (let name = host; name !== ''; name = name.replace(/^[^.]*\.?/, '')) if (DOMAINS.has(name)) return name
  return ''
}

/** The component that a pod is of, by its name: `coredns-5d78c9869d-x2x4z`. */
export function componentOf(pod: string): string | undefined {
  const found = [...COMPONENTS].filter((component) => pod === component || pod.startsWith(`${component}-`))
  return found.toSorted((a, b) => b.length - a.length)[0]
}

/**
 * Words of which texts are full. As the name of something they are replaced where the log says that it is a name, and nowhere else.
 */
const WORDS = `a an the and or of in on at to by for from with not no is are was be has have had as if it its this that all any one
  true false null nil none unknown undefined default system user users root admin node nodes pod pods container containers image images
  volume volumes namespace namespaces secret secrets config configmap service services host hosts server servers client agent api app
  apps application web www db data cache main test tests dev prod production staging stage demo example sample backend frontend worker
  workers master control plane infra controller manager proxy gateway ingress egress router registry storage store disk mount path file files
  dir directory device devices memory cpu network net dns http https tcp udp unix socket port address ip name names id uid pid type kind
  key value version state status phase ready running failed failure error errors err warning info debug fatal panic exit exited code
  reason message msg desc rpc call cause code limit limits request requests timeout deadline exceeded context connection connect refused
  reset closed found missing exists invalid valid denied permission forbidden unauthorized start started starting stop stopped kill
  killed restart restarting back off pull pulling push create created creating delete deleted remove removed update updated add added
  get set list watch run runtime sandbox init sidecar probe gpu policy policies settings tools queue sync mount sock conf cert certs tls home probe liveness readiness startup health healthy unhealthy job jobs task tasks
  event events log logs logger metrics monitor monitoring kubelet kube kubernetes k8s docker containerd crio cri runc cni csi etcd
  systemd journal kernel linux cgroup cgroups fs inotify bin sbin usr etc var lib opt tmp dev proc sys home mnt local public
  private internal external global base core common shared space left space no such resource temporarily unavailable plugin driver`

const COMMON = words(WORDS)

/** Can a name be looked for anywhere in a text? */
export function isDistinct(name: string): boolean {
  return name.length >= 3 && !COMMON.has(name) && !COMPONENTS.has(name) && !/^\d+$/.test(name)
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}

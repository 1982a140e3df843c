// From when to when the certificates on the node are valid.
import { X509Certificate } from 'node:crypto'
import type { Host } from '../host.ts'
import { finding, unknown, type HostCheck } from './finding.ts'

// Files and folders of kubelet, of kubeadm's control plane, and of distributions that keep them elsewhere.
const FILES = [
  '/var/lib/kubelet/pki/kubelet-client-current.pem',
  '/var/lib/kubelet/pki/kubelet-server-current.pem',
  '/var/lib/kubelet/pki/kubelet.crt',
]
const FOLDERS = [
  '/etc/kubernetes/pki',
  '/etc/kubernetes/pki/etcd',
  '/var/lib/rancher/k3s/agent',
  '/var/lib/rancher/rke2/agent',
  '/var/snap/microk8s/current/certs',
]
const KUBECONFIGS = [
  '/etc/kubernetes/kubelet.conf',
  '/etc/kubernetes/admin.conf',
  '/etc/kubernetes/controller-manager.conf',
  '/etc/kubernetes/scheduler.conf',
  '/var/lib/kubelet/kubeconfig',
]

const DAY = 86_400_000
const SOON = 30

interface Certificate {
  readonly path: string
  readonly subject: string
  readonly from: Date
  readonly to: Date
}

/** Private keys, which may stand in the same files, are read past. */
export const checkCertificates: HostCheck = (host, { now }) => {
  const all = readAll(host).sort((a, b) => a.to.getTime() - b.to.getTime())
  if (all.length === 0) return unknown('no certificate was found where kubelet and kubeadm keep them')
  const wrong = all.filter(({ from, to }) => to <= now || from > now)
  const [first, ...others] = [...wrong, ...all.filter((one) => !wrong.includes(one))].map((one) => words(one, now))
  return finding(wrong.length > 0, first ?? '', others)
}

function readAll(host: Host): Certificate[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    (host.list(folder) ?? []).filter((name) => name.endsWith('.crt')).map((name) => `${folder}/${name}`),
  )
  return [
    ...[...FILES, ...inFolders].flatMap((path) => certificates(path, host.text(path) ?? '')),
    ...KUBECONFIGS.flatMap((path) => certificates(path, embedded(host.text(path) ?? ''))),
  ]
}

/** The client's certificate of a kubeconfig, when it stands in it. */
function embedded(kubeconfig: string): string {
  const data = /^\s*client-certificate-data:\s*["']?(?<data>[\w+/=]+)/m.exec(kubeconfig)?.groups?.['data'] ?? ''
  return Buffer.from(data, 'base64').toString('latin1')
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

function certificates(path: string, text: string): Certificate[] {
  return (text.match(PEM) ?? []).flatMap((pem): Certificate[] => {
    try {
      const { subject, validFrom, validTo } = new X509Certificate(pem)
      return [{ path, subject: subject.replaceAll('\n', ', '), from: new Date(validFrom), to: new Date(validTo) }]
    } catch {
      return [] // a broken one is for its user to complain about
    }
  })
}

function words({ path, subject, from, to }: Certificate, now: Date): string {
  const name = `${path} (${subject})`
  if (from > now)
    return `${name} is not valid before ${from.toISOString()}; this host's clock says ${now.toISOString()}`
  const days = Math.floor(Math.abs(to.getTime() - now.getTime()) / DAY)
  if (to <= now) return `${name} expired ${to.toISOString()}, ${days} days ago`
  return `${name} is valid until ${to.toISOString()}, ${days} days${days < SOON ? ': soon' : ''}`
}

// `--redact`: what names become, and what stays. All names are made up.
import { describe, expect, test } from '@jest/globals'
import { Redactor } from '../../src/redact/redactor.ts'

const UID = '3d6f4e1a-1b2c-4d5e-8f90-1234567890ab'
const ID = '7c1f9e0b2a4d6c8e0f1a3b5c7d9e1f2a4b6c8d0e2f4a6b8c0d1e3f5a7b9c0d2e'
const redact = (text: string): string => new Redactor().text(text)

describe('is replaced', () => {
  test.each<[what: string, text: string, redacted: string]>([
    ['a node of klog', 'registered node="worker-3"', 'registered node="node-1"'],
    ['a node of JSON', '"_HOSTNAME":"worker-3"', '"_HOSTNAME":"node-1"'],
    ['a node of a prefix', 'Jun 02 15:39:04 worker-3 kubelet[5]: x', 'Jun 02 15:39:04 node-1 kubelet[5]: x'],
    [
      'a node of an ISO prefix',
      '2024-06-02T15:39:04.1+0200 worker-3 kubelet[5]: x',
      '2024-06-02T15:39:04.1+0200 node-1 kubelet[5]: x',
    ],
    ['a node of the API', 'nodes \\"worker-3\\" not found', 'nodes \\"node-1\\" not found'],
    ['a node that is a user', 'User "system:node:worker-3" cannot', 'User "system:node:node-1" cannot'],
    ['a pod', 'pod="shop/web-0"', 'pod="namespace-1/pod-1"'],
    ['pods in a list', 'pods=["shop/web-0","shop/web-1"]', 'pods=["namespace-1/pod-1","namespace-1/pod-2"]'],
    [
      'a pod of klog as JSON',
      '"pod":{"name":"web-0","namespace":"shop"}',
      '"pod":{"name":"pod-1","namespace":"namespace-1"}',
    ],
    ['a pod as kubelet formats it', `pod=web-0_shop(${UID})`, 'pod=pod-1_namespace-1(uid-1)'],
    ['a pod in quotes of quotes', 'err="pods \\\\\\"web-0\\\\\\" gone"', 'err="pods \\\\\\"pod-1\\\\\\" gone"'],
    [
      'a container',
      'failed container=cart pod=cart-0_shop(1a2b3c4d-x)',
      'failed container=container-1 pod=pod-1_namespace-1(1a2b3c4d-x)',
    ],
    [
      'a container that fails',
      'failed to \\"StartContainer\\" for \\"cart\\" with X',
      'failed to \\"StartContainer\\" for \\"container-1\\" with X',
    ],
    ['a Secret', 'object "shop"/"regcred" not registered', 'object "namespace-1"/"object-1" not registered'],
    ['a ConfigMap', 'configmap "site-settings" not found', 'configmap "object-1" not found'],
    ['a volume', 'MountVolume.SetUp failed for volume "shop-data"', 'MountVolume.SetUp failed for volume "volume-1"'],
    ['an account', 'system:serviceaccount:shop:cart', 'system:serviceaccount:namespace-1:object-1'],
    ['an image', 'image="reg.acme.example:5000/shop/web:2.1"', 'image="registry-1:5000/image-1:2.1"'],
    ['an image of a public registry', 'image="quay.io/shop/web:2.1"', 'image="quay.io/image-1:2.1"'],
    [
      'an image without a registry',
      'Back-off pulling image \\"shop/web:2.1\\"',
      'Back-off pulling image \\"image-1:2.1\\"',
    ],
    ['a tag that is no version', 'image="quay.io/shop/web:for-acme"', 'image="quay.io/image-1:tag-1"'],
    ['a digest', `image="quay.io/shop/web@sha256:${ID}"`, 'image="quay.io/image-1@sha256:id-1"'],
    [
      'a registry in its API',
      'Head "https://reg.acme.example/v2/shop/web/manifests/2"',
      'Head "https://host-1/v2/image-1/manifests/2"',
    ],
    [
      'the API server',
      'Get "https://api.acme.example:6443/api/v1/nodes/worker-3?x=1"',
      'Get "https://host-1:6443/api/v1/nodes/node-1?x=1"',
    ],
    [
      'a selector',
      '/api/v1/pods?fieldSelector=spec.nodeName%3Dworker-3&x',
      '/api/v1/pods?fieldSelector=spec.nodeName%3Dnode-1&x',
    ],
    ['a host that is looked up', 'lookup cp-a on 10.0.0.2:53: no such host', 'lookup host-1 on ip-1:53: no such host'],
    ['a host with a domain', 'via proxy.corp.acme.example now', 'via host-1 now'],
    ['a host of EC2', 'ip-10-0-1-23.eu-west-1.compute.internal is', 'host-1 is'],
    [
      'the names of a certificate',
      'certificate is valid for cp-a, 10.0.0.9, not cp-b',
      'certificate is valid for host-1, ip-1, not host-2',
    ],
    ['IPv4', 'dial tcp 10.20.0.10:6443: x', 'dial tcp ip-1:6443: x'],
    ['a network', 'CIDR="10.244.3.0/24"', 'CIDR="ip-1/24"'],
    ['a range', '10.244.3.1-10.244.3.254', 'ip-1-ip-2'],
    ['IPv6', 'dial tcp [2001:db8::7]:6443, fe80::1%eth0', 'dial tcp [ip6-1]:6443, ip6-2%eth0'],
    ['a MAC', 'link 0a:58:0a:f4:01:02 up', 'link mac-1 up'],
    ['an e-mail address', 'by jane.doe@acme.example.', 'by email-1.'],
    ['a UUID', `podUID="${UID}"`, 'podUID="uid-1"'],
    ['a UUID in a cgroup', `pod${UID.replaceAll('-', '_')}.slice`, 'poduid-1.slice'],
    ['an id of a container, long and short', `${ID} and ${ID.slice(0, 13)}`, 'id-1 and id-1'],
    ['a disk of a cloud', 'aws://eu-west-1a/vol-0123456789abcdef0', 'aws://id-1'],
    ['an ARN', 'arn:aws:iam::123456789012:role/shop is', 'id-1 is'],
    [
      'a folder of logs',
      `/var/log/pods/shop_web-0_${UID}/cart/0.log`,
      '/var/log/pods/namespace-1_pod-1_uid-1/container-1/0.log',
    ],
    [
      'a link to a log',
      `/var/log/containers/web-0_shop_cart-${ID}.log`,
      '/var/log/containers/pod-1_namespace-1_container-1-id-1.log',
    ],
    [
      'a folder of a volume',
      `/pods/${UID}/volumes/kubernetes.io~nfs/shop-data`,
      '/pods/uid-1/volumes/kubernetes.io~nfs/volume-1',
    ],
    ['a home', 'open /home/jane/x: denied', 'open /home/user-1/x: denied'],
    ['an export', 'mounting 10.0.0.5:/export/acme', 'mounting ip-1:path-1'],
    [
      'an environment',
      'EnvVar{Name:SITE,Value:acme,ValueFrom:nil,}',
      'EnvVar{Name:SITE,Value:object-1,ValueFrom:nil,}',
    ],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----', '[certificate]'],
    ['a secret', 'password=hunter2 at 10.0.0.7', 'password=[password] at ip-1'],
  ])('%s', (_what, text, redacted) => {
    expect(redact(text)).toBe(redacted)
  })
})

describe('stays', () => {
  test.each<[what: string, text: string]>([
    ['a version', 'kubelet v1.30.2, containerd 1.7.2, kernel 5.15.0-105-generic, version 1.2.3.4'],
    ['the machine itself', 'listen tcp 0.0.0.0:10250 127.0.0.1:10248 [::1]:10250 [::]:80 localhost:6443'],
    ['a mask', '255.255.255.0 169.254.169.254'],
    ['a time', 'at 15:39:04.168847 and 2024-06-02T15:39:04Z'],
    ['a file of Go', 'E0602 15:39:04.168847     563 kubelet.go:1530] k8s.io/client-go/informers/factory.go:160'],
    [
      'a namespace of every cluster',
      'namespaces/kube-system kube-node-lease "default"/"x"'.replace('"default"/"x"', 'default'),
    ],
    ['a component', 'containerName="kube-proxy" container "coredns" etcd'],
    ['an image of Kubernetes', 'image="registry.k8s.io/pause:3.9"'],
    ['a public host', 'Get "https://registry-1.docker.io/v2/": x'],
    ['a driver', 'driver name ebs.csi.aws.com nvidia.com/gpu coordination.k8s.io'],
    ['a plugin', 'kubernetes.io/csi/ebs.csi.aws.com kubernetes.io~configmap'],
    ['a unit', '/system.slice/kubelet.service getty@tty1.service'],
    ['a socket', 'dial unix /run/containerd/containerd.sock: connect: no such file or directory'],
    ['a setting', 'fs.inotify.max_user_watches net.ipv4.ip_forward cpu.cfs_quota_us'],
    ['an address in memory', 'goroutine 0xc000123456 [0x7f1234567890]'],
    ['a resource', 'object *v1.ConfigMap pods is forbidden'],
    ['root', '/root/x user "root"'],
  ])('%s', (_what, text) => {
    expect(redact(text)).toBe(text)
  })
})

describe('a name', () => {
  test('is known everywhere once it was seen at its place', () => {
    const redactor = new Redactor()
    redactor.learn('node="worker-3" pod="payments/ledger-0" containerName="ledger"')
    expect(redactor.text('WORKER-3 says: ledger-0 of payments; kube-apiserver-worker-3, x_payments.log')).toBe(
      'node-1 says: pod-1 of namespace-1; kube-apiserver-node-1, x_namespace-1.log',
    )
  })

  test('is found as a whole only', () => {
    const redactor = new Redactor()
    redactor.learn('pod="shop/web-0"')
    expect(redactor.text('web-01 web-0a myweb-0 web-0.')).toBe('web-01 web-0a myweb-0 pod-1.')
  })

  test('that is a word of every log is replaced only where the log says that it is a name', () => {
    expect(redact('container "app" in pod: the app is not ready')).toBe(
      'container "container-1" in pod: the app is not ready',
    )
  })

  test('of a host is the same with its domain and without', () => {
    const redactor = new Redactor()
    redactor.learn('node="worker-3"')
    expect(redactor.text('https://worker-3.acme.example:10250 and worker-3')).toBe('https://node-1:10250 and node-1')
    const other = new Redactor()
    other.learn('node="worker-4.acme.example"')
    expect(other.text('worker-4, worker-4.acme.example')).toBe('node-1, node-1')
    other.learn('node="worker-4.other.example"')
    expect(other.text('worker-4.other.example is not worker-4.acme.example')).toBe('node-2 is not node-1')
  })

  test('that could be a pseudonym stays, and is given to nothing else', () => {
    const redactor = new Redactor()
    redactor.learn('node="node-1"')
    redactor.learn('node="worker-3"')
    expect(redactor.text('node-1 worker-3')).toBe('node-1 node-2')
  })

  test('of a component tells which one it is', () => {
    expect(redact('pod="kube-system/kube-proxy-x7k2p"')).toBe('pod="kube-system/kube-proxy-pod-1"')
  })

  test('is not seen in part where a text was cut', () => {
    const redactor = new Redactor()
    redactor.learn('node="worker-3.acme.example" pod="ledger/payments-7d9f8c6b5d-2xq4z"')
    const filler = 'x '.repeat(150)
    expect(redactor.text(`${filler}of payments-7d9f8c6 ... rker-3.acme.example: no, payments-7d`)).toBe(
      `${filler}of  ... : no, `,
    )
    expect(redactor.text(`${filler}${UID.slice(0, 11)} (and 2 more)`)).toBe(`${filler} (and 2 more)`)
    expect(redactor.text('of payments, and of worker')).toBe('of payments, and of worker')
  })

  test('is known in the shape of a message, where its numbers are masked', () => {
    const redactor = new Redactor()
    redactor.learn('node="worker-31" pod="shop/a-0x0-3d6f4e1a1b2c"')
    expect(redactor.text('Lost contact with worker-<n> at <addr>, a-<hex>-<id>')).toBe(
      'Lost contact with node-1 at <addr>, pod-1',
    )
  })
})

describe('of hostile text', () => {
  test.each([
    'a',
    '1.',
    'a-',
    '::',
    'a/',
    '\\"',
    'pod="',
    'pods=["',
    'image "',
    'a@',
    'x://',
    '_(',
    'k8s_a_',
    '0123-',
    ' ... ',
    'lookup ',
    ', not ',
    'EnvVar{Name:',
    '/namespaces/',
    'a.b/c:',
    '{"name":"',
    '(and 1 more)',
    '0a1b2c3d4e5f',
  ])('a hundred kilobytes of %j are no work', (text) => {
    const redactor = new Redactor()
    redactor.learn('node="worker-3" pod="shop/web-0"')
    const once = redactor.text(text.repeat(100_000 / text.length))
    expect(redactor.text(once)).toBe(once)
  })
})

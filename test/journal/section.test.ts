// Of a file with the logs of many programs only those of the node are read.
import { describe, expect, test } from '@jest/globals'
import { readSection } from '../../src/journal/section.ts'
import { read } from './read.ts'

const KLOG = 'E0602 15:39:04.168847     563 kubelet.go:1438] "Gone" err="EOF"'

test.each([
  ['==> kubelet <==', 'own'],
  ['==> /var/log/messages <==', 'own'],
  ['==> dmesg <==', 'kernel'],
  ['==> kernel <==', 'kernel'],
  ['==> Docker <==', 'runtime'],
  ['==> containerd <==', 'runtime'],
  ['==> CRI-O <==', 'runtime'],
  ['==> Audit <==', 'foreign'],
  ['==> Last Start <==', 'foreign'],
  ['==> describe nodes <==', 'foreign'],
  ['==> container status <==', 'foreign'],
  ['==> kube-apiserver [0aa1f6498e6e] <==', 'foreign'],
  ['==> my-app [0123456789ab] <==', 'foreign'],
  ['==> etcd <==', 'foreign'],
  ['==> kubelet', undefined],
])('%s begins what is %s', (line, section) => {
  expect(readSection(line)).toBe(section)
})

const LOG = [
  '==> Audit <==',
  '| start | --driver=docker | minikube |',
  '',
  '==> Last Start <==',
  'Log file created at: 2023/01/01 00:00:00',
  'E0602 15:39:04.168847   12345 main.go:7] of minikube',
  '==> kube-apiserver [0aa1f6498e6e] <==',
  'E0602 15:39:04.168847       1 authentication.go:70] of the API server',
  '==> dmesg <==',
  '[  +6.136650] out of memory',
  'Uptime: 3 days',
  '==> Docker <==',
  'Jun 02 15:39:04 minikube dockerd[900]: time="2024-06-02T15:39:04Z" level=info msg="up"',
  '==> kubelet <==',
  `Jun 02 15:39:04 minikube kubelet[563]: ${KLOG}`,
]

describe('of `minikube logs`', () => {
  test.each([
    ['as it is', ''],
    ['of old versions, with a mark before each line', '* '],
  ])('%s, only the node is read', (_name, mark) => {
    const { entries, markers } = read(LOG.map((line) => (line === '' ? '' : `${mark}${line}`)))
    expect(entries.map(({ SYSLOG_IDENTIFIER, origin }) => [origin.line, SYSLOG_IDENTIFIER])).toEqual([
      [10, 'kernel'],
      [11, 'kernel'],
      [13, 'dockerd'],
      [15, 'kubelet'],
    ])
    expect(entries.length + markers.length).toBe(LOG.length)
    expect(markers.filter(({ begin }) => begin !== undefined)).toEqual([])
  })
})

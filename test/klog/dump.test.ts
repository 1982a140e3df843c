// Lines without a header that are still part of what kubelet printed: they are context, not text that nobody knows.
import { describe, expect, test } from '@jest/globals'
import { isDumpLine } from '../../src/klog/dump.ts'
import { entry, HEADER, records } from './read.ts'

describe('a line of a dump is', () => {
  test.each([
    '00000010  61 74 69 6f 6e 2e 6b 38  73 2e 69 6f 2f 76 31 12  |ation.k8s.io/v1.|',
    '00000090  00 2a                                             |.*|',
    '000000c0  69 63 61 74 65 64 32 00  1a 08 08 00 12 00 1a 00  |icated2........ [truncated 72 chars]',
    '[+]ping ok',
    '[-]poststarthook/rbac/bootstrap-roles failed: reason withheld',
    '[+]etcd excluded: ok',
    'readyz check failed',
    'healthz check passed',
    '  "ServerName": "/run/containerd/containerd.sock",',
    '  "Metadata": null',
    'PC=0x7f0e6e62f37f m=0 sigcode=18446744073709551610',
    'runtime: unknown pc 0x7f0e6e62f37f',
    'stack: frame={sp:0x7fff7573f1c0, fp:0x0} stack=[0x7fff74f40a48,0x7fff7573fa80)',
    '0x00007fff7573f0c0:  0x0000000000000000  0x00007f0e6ed4a1c0 ',
    '000000c0004d2000:  0000000000000001  000000c000123456 <runtime.main+0x1>',
    ': exit status 1',
  ])('%s', (line) => {
    expect(isDumpLine(line)).toBe(true)
  })
})

describe('a line of a dump is not', () => {
  test.each([
    'panic: boom',
    'fatal error: unexpected signal during runtime execution',
    'SIGABRT: abort',
    'mount.nfs: Connection refused',
    '[+] done',
    'exit status 1',
    'the readyz check failed',
    '  "kind": "Pod",',
    'calico/node is not ready: BIRD is not ready',
    '',
  ])('%j', (line) => {
    expect(isDumpLine(line)).toBe(false)
  })
})

describe('a line without a header after a record with an open bracket', () => {
  const stamp = { month: 6, day: 2, us: 56_344_000_000, precision: 1_000_000 }
  const script = [
    `${HEADER}container &Container{Name:sdn,Command:[/bin/bash -c #!/bin/bash`,
    'source /env/_master',
    'exec sdn --v=${LEVEL:-2}',
    '],Args:[]} start failed in pod sdn-0: ErrImagePull: too many requests',
    'mount.nfs: Connection refused',
  ]
  const kinds = (entries: readonly ReturnType<typeof entry>[]): string[] => records(entries).map(({ kind }) => kind)

  test('is part of it, up to the one that closes the bracket', () => {
    expect(kinds(script.map((line) => entry(line, { stamp })))).toEqual(['klog', 'trace', 'trace', 'trace', 'text'])
  })

  test.each([
    ['of another process', { stamp, _PID: 7 }],
    ['of another host', { stamp, _HOSTNAME: 'node-b' }],
    ['of two seconds later', { stamp: { ...stamp, us: stamp.us + 2_000_000 } }],
    ['without a time', {}],
  ])('is not, when it is %s', (_name, fields) => {
    expect(kinds([entry(script[0] ?? '', { stamp }), entry(script[1] ?? '', fields)])).toEqual(['klog', 'text'])
  })

  test.each(['panic: boom', 'fatal error: all goroutines are asleep', 'Flag --x has been deprecated', 'error: x'])(
    'is not, when a process begins so what it prints beside klog: %s',
    (line) => {
      expect(kinds([entry(script[0] ?? '', { stamp }), entry(line, { stamp })])).toEqual(['klog', 'text'])
    },
  )
})

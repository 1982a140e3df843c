import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isTraceLine } from '../../src/klog/trace.ts'
import { HEADER, records } from './read.ts'

const DUMP = [
  'goroutine 1 [running]:',
  'k8s.io/kubernetes/vendor/k8s.io/klog/v2.stacks(0xc000010001, 0xc0006a2000, 0x8d, 0xfc)',
  '\t/workspace/src/k8s.io/kubernetes/vendor/k8s.io/klog/v2/klog.go:1026 +0xb9',
  'k8s.io/kubernetes/vendor/k8s.io/klog/v2.(*loggingT).output(0x70c7a80, 0xc000000003, {0x0, 0x0}, 0xc0003d2230, 0x0?)',
  '\t/workspace/src/k8s.io/kubernetes/vendor/k8s.io/klog/v2/klog.go:975 +0x19b',
  'main.main()',
  '\t_output/local/go/src/k8s.io/kubernetes/cmd/kubelet/kubelet.go:41 +0x1d',
  'goroutine 42 [select, 5 minutes, locked to thread]:',
  'net/http.(*conn).serve(0xc0001c2000, {0x4f8a2d8, 0xc0002c0ab0})',
  '\t/usr/local/go/src/net/http/server.go:1930 +0xb08',
  'created by net/http.(*Server).Serve',
  '\t/usr/local/go/src/net/http/server.go:3034 +0x4e8',
]

describe('a line of a goroutine dump is', () => {
  test.each([
    ...DUMP,
    'goroutine 0 [idle]:',
    'goroutine 1 gp=0xc0000061c0 m=0 mp=0x2e2a1e0 [running]:',
    '[originating from goroutine 17]:',
    'created by k8s.io/apimachinery/pkg/util/wait.(*Group).Start in goroutine 33',
    'k8s.io/kubernetes/pkg/kubelet.(*Kubelet).Run.func2()',
    'k8s.io/kubernetes/pkg/util.Map[...](0x1, 0x2)',
    'gopkg.in/yaml%2ev2.Unmarshal(0x1)',
    'runtime.gopark(0x0?, 0x0?, 0x0?, 0x0?, 0x0?)',
    'main.init.0()',
    'panic({0x3a5f1a0?, 0xc0005c4030?})',
    '        /usr/local/go/src/runtime/asm_amd64.s:1598 +0x1',
    '#011/usr/local/go/src/net/http/server.go:3034 +0x4e8',
    '        pkg/kubelet/kubelet.go:1',
    '\tgoroutine running on other thread; stack unavailable',
    'rax    0x0',
    'rflags 0x246',
    '...additional frames elided...',
  ])('%s', (line) => {
    expect(isTraceLine(line)).toBe(true)
  })
})

describe('no line of a goroutine dump is', () => {
  test.each([
    'panic: runtime error: index out of range [1] with length 1',
    'fatal error: concurrent map writes',
    'exit status 2',
    'SIGABRT: abort',
    'Stopped kubelet: The Kubernetes Node Agent.',
    'kubelet.service: Failed with result (exit-code)',
    'registry.example.org/pause',
    '/var/lib/kubelet/pods/1/volumes/x',
    'Memory cgroup out of memory: Killed process 4242 (java)',
    'Linux version 6.8.0-45-generic (build@host)',
    '  "kind": "KubeletConfiguration",',
    'main.go:7: undefined',
    '(main.go)',
    'created by hand',
    'goroutine 1 [running',
    '',
  ])('%j', (line) => {
    expect(isTraceLine(line)).toBe(false)
  })
})

test('a dump is the same in any order', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([`${HEADER}failed to run Kubelet`, ...DUMP]), (lines) => {
      const kinds = records(lines).map(({ kind, raw }) => [raw, kind])
      expect(kinds).toEqual(lines.map((line) => [line, line.startsWith('E0602') ? 'klog' : 'trace']))
    }),
    { numRuns: 50 },
  )
})

test.each(['{}', 'a.', '()', '(a)', '[', 'a/', '0x0, '])('a long line of %j takes no time to tell', (piece) => {
  expect(isTraceLine(`a.b(${piece.repeat(200)}`)).toBe(false)
  expect(isTraceLine(`goroutine 1 [${piece.repeat(100_000)}`)).toBe(false)
})

// Lines of `journalctl -o json` are counted out of their bytes, and nothing but the time that takes is different.
import { describe, expect, test } from '@jest/globals'
import { Correlator } from '../../../src/correlate/correlator.ts'
import type { CorrelatorState } from '../../../src/correlate/state.ts'
import { Diagnosis, type ReadOptions } from '../../../src/diagnose.ts'
import { Matcher } from '../../../src/match/matcher.ts'
import { Kernels } from '../../../src/scan/kernel.ts'
import { Scanner } from '../../../src/scan/scanner.ts'
import { CountingSession, takeLines } from '../counting.ts'
import { RULES } from '../logs.ts'

type Fields = Readonly<Record<string, unknown>>

const START = Date.UTC(2024, 5, 2, 11) * 1000
const usOf = (index: number): number => START + index * 40_000

/** An entry as journald makes it of what kubelet prints, its fields in another order each time. */
function entry(index: number, message: string, more: Fields = {}): string {
  const us = usOf(index)
  const fields: Fields = {
    __CURSOR: `s=0f;i=${index}`,
    __REALTIME_TIMESTAMP: String(us + 100),
    _BOOT_ID: 'a'.repeat(32),
    _HOSTNAME: 'node-a',
    PRIORITY: '6',
    SYSLOG_IDENTIFIER: 'kubelet',
    _PID: '7',
    _CMDLINE: '/usr/bin/kubelet --v="2"',
    MESSAGE: message,
    ...more,
  }
  const pairs = Object.entries(fields)
  const turn = (index * 7) % pairs.length
  return JSON.stringify(Object.fromEntries([...pairs.slice(turn), ...pairs.slice(0, turn)]))
}

function klog(index: number, text: string, severity = 'I', file = 'a.go:1'): string {
  const clock = new Date(usOf(index) / 1000).toISOString().slice(11, 19)
  return `${severity}0602 ${clock}.${String(usOf(index) % 1_000_000).padStart(6, '0')}       7 ${file}] ${text}`
}

/** Reads lines, and tells how many of them had to be decoded. */
function readLines(lines: readonly string[], kernels?: Kernels): number {
  const matcher = new Matcher(RULES)
  const session = new CountingSession('log', matcher, new Correlator(RULES))
  const scanner = new Scanner(session, matcher, {}, kernels, 0)
  takeLines(scanner, lines)
  scanner.end()
  return session.read
}

async function stateOf(lines: readonly string[], scan: NonNullable<ReadOptions['scan']>): Promise<CorrelatorState> {
  const diagnosis = new Diagnosis(RULES)
  await diagnosis.readBytes('log', lines.map((line) => `${line}\n`).join(''), { scan })
  return diagnosis.state()
}

const many = (line: (index: number) => string): string[] => Array.from({ length: 500 }, (_, index) => line(index))
const synced = (index: number): string => klog(index, `"Synced" pod="shop/web-${index}"`)
const failed = (index: number): string => klog(index, '"Failed" err="write: no space left" pod="shop/web-0"', 'E')

describe('the scan does not read', () => {
  test.each([
    ['info that no rule can match', many((index) => entry(index, synced(index)))],
    ['what was said before', many((index) => entry(index, failed(index)))],
    ['lines of json-seq', many((index) => `\u{1e}${entry(index, synced(index))}`)],
    ['lines as systemd laid them out before 240', many((index) => entry(index, synced(index)).replaceAll('":"', '" : "'))],
    ['lines of two hosts in turn', many((index) => entry(index, synced(index), { _HOSTNAME: `node-${index % 2}`, _BOOT_ID: `b${index % 2}` }))],
    ['lines with fields that others do not have', many((index) => entry(index, synced(index), { [`_F${index}`]: [1, 2], _SELINUX_CONTEXT: 'x\n' }))],
    ['lines with the time of their sender', many((index) => entry(index, synced(index), { _SOURCE_REALTIME_TIMESTAMP: String(usOf(index) + 50), __REALTIME_TIMESTAMP: '1' }))],
    ['lines that end with a closing bracket', many((index) => entry(index, klog(index, '"Synced" err=<nil>')))],
  ])('%s', (_what, lines) => {
    expect(readLines(lines)).toBeLessThan(20)
    expect(readLines(lines, new Kernels(new Matcher(RULES).literals))).toBeLessThan(20)
  }) // prettier-ignore
})

const NODE_B = { _BOOT_ID: 'b'.repeat(32), _HOSTNAME: 'node-b' }
const BLOCK = (index: number): string => entry(index, klog(index, '"Failed" err=<', 'E'))

/** What comes in the midst of other lines. */
const TRAPS: readonly (readonly [what: string, ...lines: ((index: number) => string)[]])[] = [
  ['a message of bytes', (index) => entry(index, '', { MESSAGE: [...new TextEncoder().encode(failed(index))] })],
  ['a message that journalctl left out', (index) => entry(index, '', { MESSAGE: null })],
  ['two messages', (index) => entry(index, '', { MESSAGE: [failed(index), 'x'] })],
  ['no message', (index) => entry(index, '').replace(/,?"MESSAGE":""/, '').replace('{,', '{')],
  ['a message of two lines', (index) => entry(index, `${failed(index)}\nno space left`)],
  ['a message with an LF at its end', (index) => entry(index, `${failed(index)}\n`)],
  ['colours', (index) => entry(index, failed(index).replace('no space', '\u{1b}[31mno space'))],
  ['letters as escapes', (index) => entry(index, failed(index)).replace('no space', 'n\\u006f space')],
  ['a slash as an escape', (index) => entry(index, klog(index, 'no space left on /x', 'E')).replace('/x', '\\/x')],
  ['a name as an escape', (index) => entry(index, failed(index)).replace('MESSAGE', 'MESS\\u0041GE')],
  ['the same name twice', (index) => entry(index, failed(index)).replace('"_PID"', '"_HOSTNAME":"node-b","_PID"')],
  ['bent quotes', (index) => entry(index, klog(index, '\u{201c}Failed\u{201d} err=\u{201c}no space left\u{201d}', 'E'))],
  ['no klog header', (index) => entry(index, 'panic: no space left')],
  ['half a klog header', (index) => entry(index, failed(index).slice(5))],
  ['a header and no message', (index) => entry(index, klog(index, ''))],
  ['klog in JSON', (index) => entry(index, '{"ts":1717326000000.5,"caller":"a/b.go:7","msg":"Gone","err":"no space left"}')],
  ['a block', BLOCK, (index) => entry(index, '\tno space left'), (index) => entry(index, ' >')],
  ['a block of harmless lines', (index) => entry(index, klog(index, '"Synced" out=<')), (index) => entry(index, '\tno space left'), (index) => entry(index, ' >')],
  ['a block that goes on', BLOCK],
  ['another program', (index) => entry(index, 'Stopped Kubelet.', { SYSLOG_IDENTIFIER: 'systemd', _PID: '1' })],
  ['an identifier that says something', (index) => entry(index, synced(index), { SYSLOG_IDENTIFIER: 'k3s' })],
  ['another boot', (index) => entry(index, synced(index), { _BOOT_ID: 'b'.repeat(32) })],
  ['another boot of another host', (index) => entry(index, failed(index), { _BOOT_ID: 'b'.repeat(32), _HOSTNAME: 'node-b' })],
  ['another boot of no host', (index) => entry(index, failed(index), { _BOOT_ID: 'b'.repeat(32), _HOSTNAME: undefined })],
  ['two boots of one host that other hosts keep apart at first', ...'kHsHhhHhH'.split('').map((who) => (index: number): string => {
    if (who === 's') return entry(index, 'Stopped Kubelet.', { ...NODE_B, SYSLOG_IDENTIFIER: 'systemd' })
    return entry(index, failed(index), who === 'k' ? NODE_B : who === 'H' ? { _BOOT_ID: 'c'.repeat(32) } : {})
  })],
  ['an empty host', (index) => entry(index, failed(index), { _HOSTNAME: '' })],
  ['a number in place of a string', (index) => entry(index, failed(index), { _PID: 7 })],
  ['a time that is none', (index) => entry(index, failed(index), { _SOURCE_REALTIME_TIMESTAMP: 'soon' })],
  ['a time of long ago', (index) => entry(index, failed(index), { __REALTIME_TIMESTAMP: '17173260000' })],
  ['a time of its sender long ago', (index) => entry(index, failed(index), { _SOURCE_REALTIME_TIMESTAMP: '1600000000000000' })],
  ['no time', (index) => entry(index, failed(index), { __REALTIME_TIMESTAMP: undefined })],
  ['only the time of a collector', (index) => entry(index, failed(index), { __REALTIME_TIMESTAMP: undefined, '@timestamp': '2024-06-02T11:00:00Z' })],
  ['a line that is cut', (index) => entry(index, failed(index)).slice(0, 300)],
  ['an object over many lines', (index) => JSON.stringify(JSON.parse(entry(index, failed(index))), null, '\t')],
  ['json-sse', (index) => `data: ${entry(index, failed(index))}\n`],
  ['json-seq', (index) => `\u{1e}${entry(index, failed(index))}`],
  ['a CR at the end', (index) => `${entry(index, failed(index))}\r`],
  ['a byte order mark', (index) => `\u{feff}${entry(index, failed(index))}`],
  ['a line of text', (index) => `Jun 02 11:00:01 node-a kubelet[7]: ${failed(index)}`],
  ['a line without a prefix', (index) => klog(index, 'no space left', 'E')],
  ['a line of a container', (index) => `{"log":${JSON.stringify(`${failed(index)}\n`)},"stream":"stderr","time":"2024-06-02T11:00:00Z"}`],
  ['a quoted line', (index) => `> ${entry(index, failed(index))}`],
  ['the log of another program', () => '==> etcd <==', (index) => entry(index, failed(index)), () => '==> kubelet <=='],
  ['a boot', () => '-- Reboot --'],
  ['a very long message', (index) => entry(index, klog(index, `no space left ${'x'.repeat(70_000)}`, 'E'))],
  ['a line that is too long', (index) => entry(index, klog(index, `no space left ${'x'.repeat(1_100_000)}`, 'E'))],
] // prettier-ignore

test.each(TRAPS)('the scan finds what the stages find of %s', async (_what, ...traps) => {
  let index = 0
  const calm = (): string[] => Array.from({ length: 6 }, () => entry(++index, index % 2 === 0 ? synced(index) : failed(index)))
  const lines = [...calm(), ...traps.map((line) => line(++index)), ...calm(), ...traps.map((line) => line(++index)), ...calm()]
  const plain = await stateOf(lines, 'plain')
  expect(await stateOf(lines, 'portable')).toEqual(plain)
  expect(await stateOf(lines, 'kernel')).toEqual(plain)
}) // prettier-ignore

test("the scan pauses between other programs' entries, and finds what the stages find", async () => {
  const other = (index: number): string => entry(index, 'level=info msg=done', { SYSLOG_IDENTIFIER: 'containerd', _PID: '9' })
  const mixed = Array.from({ length: 16_000 }, (_, index) => (index % 2 === 0 ? entry(index, failed(index)) : other(index)))
  const calm = Array.from({ length: 2000 }, (_, index) => entry(16_000 + index, synced(16_000 + index)))
  const lines = [...mixed, ...calm, ...mixed.slice(0, 6000)]
  expect(await stateOf(lines, 'portable')).toEqual(await stateOf(lines, 'plain'))
  expect(readLines([...calm, ...mixed.slice(0, 100), ...calm])).toBeLessThan(150)
}) // prettier-ignore

test('two records on a line are found behind a line of text and many of JSON', async () => {
  const text = (index: number): string => `Jun 02 11:00:01 node-a kubelet[7]: ${failed(index)}`
  const lines = [text(1), ...many((index) => entry(index, synced(index))), `${text(2)} ${text(3)}`]
  const plain = await stateOf(lines, 'plain')
  expect(await stateOf(lines, 'portable')).toEqual(plain)
  expect(await stateOf(lines, 'kernel')).toEqual(plain)
})

test('what was said in text and what was said in JSON are not taken for each other', async () => {
  const text = (index: number): string => `Jun 02 11:00:01 node-a kubelet[7]: ${failed(index)}`
  const lost = (index: number): string => entry(index, klog(index, 'connection lost', 'E'))
  const lines = [text, lost, text, lost, text].flatMap((line, part) => Array.from({ length: 9 }, (_, index) => line(part * 9 + index)))
  const plain = await stateOf(lines, 'plain')
  expect(await stateOf(lines, 'portable')).toEqual(plain)
  expect(await stateOf(lines, 'kernel')).toEqual(plain)
}) // prettier-ignore

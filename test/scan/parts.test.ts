// The parts of the scan, each by itself.
import { describe, expect, test } from '@jest/globals'
import type { LateText } from '../../src/correlate/repeated-line.ts'
import { Room } from '../../src/correlate/room.ts'
import { hasMarks, isWhole, messageAt } from '../../src/scan/header.ts'
import { copied, MAX_MESSAGES, Messages, type Said } from '../../src/scan/messages.ts'
import { Shape } from '../../src/scan/shape.ts'
import { Texts } from '../../src/scan/texts.ts'
import { recordOf } from '../klog-records.ts'

const encoder = new TextEncoder()
const bytesOf = (text: string): Uint8Array => encoder.encode(text)
const viewOf = (text: string): DataView => new DataView(bytesOf(text).buffer)

describe('the end of a klog header', () => {
  test.each<[text: string, message: string | undefined]>([
    ['kubelet.go:7] hello', 'hello'],
    ['a_b-c.pb.go:1234567] "hello"', '"hello"'],
    ['kubelet.go:7]  hello', ' hello'],
    ['kubelet.go:7] ', undefined],
    ['kubelet.go:7]', undefined],
    ['kubelet.go:7]hello', undefined],
    ['kubelet.go:] hello', undefined],
    ['kubelet.go:12345678] hello', undefined],
    ['kubelet.go: 7] hello', undefined],
    ['kube let.go:7] hello', undefined],
    ['kubelet.cc:7] hello', undefined],
    ['.go:7] hello', undefined],
    ['kübelet.go:7] hello', undefined],
    ['hello', undefined],
  ])('is found in %j', (text, message) => {
    const bytes = bytesOf(text)
    const at = messageAt(bytes, 0, bytes.length)
    expect(at === -1 ? undefined : text.slice(at)).toBe(message)
  })
})

describe('a message is whole', () => {
  test.each<[text: string, isWhole: boolean]>([
    ['hello', true],
    ['"Failed" err=<', false],
    ['1 < 2 =< 3', true],
    ['cut by a pag>', false],
    ['instance type: <nil>', true],
    ['<nil>, cut -->', false],
    ['**bold**', false],
    ['a [list] of [2] things [45B]', true],
    ['then kubelet[563]: more', false],
    ['then E0602 11:00:00.000001 7 kubelet.go:2447] more', false],
    ['listens on [::]:10250, more', true],
  ])('%j: %s', (text, expected) => {
    const bytes = bytesOf(text)
    expect(isWhole(bytes, 0, bytes.length)).toBe(expected)
  })
})

describe('the shape of a line', () => {
  const LINE = 'Jun 02 15:39:04 node-a kubelet[563]: I0602 15:39:04.168847     563 kubelet.go:7] hello'
  const shapeOf = (line: string): Shape | undefined => Shape.of(line, recordOf(line).text)
  const timesOf = (shape: Shape | undefined, line: string): unknown => {
    const times = { journal: 0, klog: 0 }
    const isFit = shape?.fits(viewOf(line), 0) === true && shape.read(viewOf(line), 0, times)
    return isFit ? times : undefined
  }

  test.each<[what: string, line: string, times: unknown]>([
    ['itself', LINE, { journal: 56_344_000_000, klog: 56_344_168_847 }],
    ['other times', LINE.replaceAll('15:39:04', '16:00:05'), { journal: 57_605_000_000, klog: 57_605_168_847 }],
    [
      'another severity, file and message',
      LINE.replace(' I', ' E').replace('kubelet.go:7] hello', 'a.go:1] x'),
      expect.anything(),
    ],
    ['another day', LINE.replace('Jun 02', 'Jun 03'), undefined],
    ["another day of klog's", LINE.replace('I0602', 'I0603'), undefined],
    ['another host', LINE.replace('node-a', 'node-b'), undefined],
    ['another process', LINE.replaceAll('563', '564'), undefined],
    ['more digits', LINE.replace(' 15:39:04 ', ' 15:39:04.1 '), undefined],
    ['what is no time', LINE.replace('15:39:04 node', '25:39:04 node'), undefined],
    ['what is no number', LINE.replace('04.168847', '04.16884x'), undefined],
    ['what is too short', LINE.slice(0, 60), undefined],
  ])('fits %s', (_what, line, times) => {
    expect(timesOf(shapeOf(LINE), line)).toEqual(times)
  })

  test.each<[what: string, line: string]>([
    ['precise', 'Jun 02 15:39:04.168847 node-a kubelet[563]: I0602 15:39:04.168800     563 kubelet.go:7] hello'],
    ['with nine digits', '2024-06-02T15:39:04.168847123Z stderr F I0602 15:39:04.168847     563 kubelet.go:7] hello'],
    ['with one digit', '2024-06-02T15:39:04.1Z stderr F I0602 15:39:04.100000     563 kubelet.go:7] hello'],
    ['of klog alone', 'I0602 15:39:04.168847     563 kubelet.go:7] hello'],
    ['with the year in the header', 'I20240602 15:39:04.168847     563 kubelet.go:7] hello'],
  ])('has the times of a line %s', (_what, line) => {
    const { stamp, header } = recordOf(line)
    expect(shapeOf(line)?.times).toEqual({ journal: stamp?.us, klog: header?.stamp?.us })
  })

  test.each<[what: string, line: string]>([
    ['with two times before its header', LINE.replace('node-a', '15:39:04')],
    ['without a klog header', 'Jun 02 15:39:04 node-a kubelet[563]: hello'],
    ['whose head is not ASCII', LINE.replace('node-a', 'nöde')],
  ])('is not known of a line %s', (_what, line) => {
    expect(shapeOf(line)).toBeUndefined()
  })

  test('of another line of the same process is the same', () => {
    expect(shapeOf(LINE.replaceAll('15:39:04', '16:00:05').replace(' I', ' E'))?.key).toBe(shapeOf(LINE)?.key)
    expect(shapeOf(LINE.replace('node-a', 'node-b'))?.key).not.toBe(shapeOf(LINE)?.key)
  })
})

describe('messages that were seen', () => {
  const said = (text: string, identifier = 'kubelet', severity = 0x45): Said => {
    const bytes = viewOf(`..${text}..`)
    return { identifier, severity, bytes, start: 2, end: bytes.byteLength - 2 }
  }

  test('are found by their bytes, who said them, and how bad it was', () => {
    const messages = new Messages()
    const [hello, bye] = [messages.add(copied(said('hello'))), messages.add(copied(said('bye')))]
    expect([hello, bye]).toEqual([0, 1])
    expect([messages.find(said('hello')), messages.find(said('bye'))]).toEqual([hello, bye])
    for (const other of [said('hell'), said('hello!'), said('hello', 'k3s'), said('hello', 'kubelet', 0x49)])
      expect(messages.find(other)).toBeUndefined()
  })

  test('are all forgotten when there is no room for more', () => {
    const messages = new Messages()
    for (let index = 0; index < MAX_MESSAGES; index++) expect(messages.add(copied(said(`number ${index}`)))).toBe(index)
    expect(messages.find(said('number 0'))).toBe(0)
    expect(messages.add(copied(said('one more')))).toBe(0)
    expect([messages.find(said('number 0')), messages.find(said('one more'))]).toEqual([undefined, 0])
  })

  test('are not kept when they are very long', () => {
    const messages = new Messages()
    const long = 'x'.repeat(100_000)
    expect(messages.add(copied(said(long)))).toBeUndefined()
    expect(messages.find(said(long))).toBeUndefined()
  })
})

describe('marks', () => {
  test.each<[text: string, has: boolean]>([
    ['plain', false],
    ['Channel #18, hook #0: error, #08 and #0', false],
    ['a tab #011 of rsyslog', true],
    ['“quoted”', true],
    ['\u001b[1m', true],
    ['grüße', false],
  ])('in %j: %s', (text, has) => {
    expect(hasMarks(bytesOf(text), 0, bytesOf(text).length)).toBe(has)
  })
})

describe('the lines of a block', () => {
  test.each<[what: string, lines: string[]]>([
    ['in ASCII', Array.from({ length: 300 }, (_, index) => `line ${'x'.repeat(index)}`)],
    [
      'in other letters',
      Array.from({ length: 100 }, (_, index) => (index % 9 === 4 ? `Zeile ü ${index}` : `line ${index}`)),
    ],
    ['with CR and marks of byte order', ['a\r', '\ufeffb', 'c\r\r', '']],
  ])('are what they are %s, read in a row or here and there', (_what, lines) => {
    const bytes = bytesOf(lines.join('\n'))
    const trimmed = lines.map((line) => line.replace(/^\ufeff/, '').replace(/\r$/, ''))
    let at = 0
    const places = lines.map((line) => {
      const start = at
      at += bytesOf(line).length + 1
      return { start, end: at - 1 }
    })
    const texts = new Texts()
    for (const step of [1, 2, 7]) {
      texts.open(bytes, bytes.length)
      const asked = places.filter((_place, index) => index % step === 0)
      expect(asked.map(({ start, end }) => texts.line(start, end))).toEqual(
        trimmed.filter((_line, index) => index % step === 0),
      )
      expect(asked.map(({ start, end }) => texts.own(start, end))).toEqual(
        trimmed.filter((_line, index) => index % step === 0),
      )
    }
  })

  test.each<[what: string, copyOf: (bytes: Uint8Array) => Uint8Array]>([
    ['an array', (bytes) => new Uint8Array(bytes)],
    ['a Buffer, whose slice() does not copy', (bytes) => Buffer.from(bytes)],
  ])('that are kept stay when the next block is written over it: %s', (_what, copyOf) => {
    const block = copyOf(bytesOf('one\ntwo\n'))
    const texts = new Texts()
    texts.open(block, block.length)
    const kept = texts.later(4, 7).keep(new Room(), undefined)
    block.fill(0x78)
    expect(kept?.value).toBe('two')
  })

  test('that are kept in one room take the place of one another, whatever their lengths', () => {
    const lines = ['a'.repeat(2000), 'b', 'c'.repeat(300)]
    const block = bytesOf(lines.join('\n'))
    const texts = new Texts()
    texts.open(block, block.length)
    const room = new Room()
    let start = 0
    let kept: ReturnType<LateText['keep']>
    for (const line of lines) {
      kept = texts.later(start, start + line.length).keep(room, kept)
      expect(kept?.value).toBe(line)
      start += line.length + 1
    }
  })
})

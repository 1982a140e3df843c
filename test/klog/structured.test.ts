import { describe, expect, test } from '@jest/globals'
import { readStructured } from '../../src/klog/structured.ts'
import { HEADER, pairs, recordOf } from './read.ts'

type Row = [name: string, message: string, values: [string, string][]]

describe('a value of klog since 2.100:', () => {
  test.each<Row>([
    ['a string', 'a="x y"', [['a', 'x y']]],
    ['an empty string', 'a=""', [['a', '']]],
    ['a name by KObj', 'pod="shop/cart-0"', [['pod', 'shop/cart-0']]],
    ['a name list by KObjSlice', 'pods=["shop/a","b",null]', [['pods', '["shop/a","b",null]']]],
    [
      'a name list by KObjs',
      'pods=[{"name":"a","namespace":"n"}] b=1',
      [
        ['pods', '[{"name":"a","namespace":"n"}]'],
        ['b', '1'],
      ],
    ],
    ['a duration', 'after="1m30s"', [['after', '1m30s']]],
    [
      'numbers',
      'a=3 b=-1.5e+06 c=0',
      [
        ['a', '3'],
        ['b', '-1.5e+06'],
        ['c', '0'],
      ],
    ],
    [
      'truth values and null',
      'a=true b=false c=null',
      [
        ['a', 'true'],
        ['b', 'false'],
        ['c', 'null'],
      ],
    ],
    [
      'JSON with blanks, brackets and pairs in strings',
      'o={"cmd":["sh","-c","a b=c } ]"]} d="e"',
      [
        ['o', '{"cmd":["sh","-c","a b=c } ]"]}'],
        ['d', 'e'],
      ],
    ],
    [
      'JSON with escaped quotes',
      'o={"a":"\\"b\\" c=d"} e=1',
      [
        ['o', '{"a":"\\"b\\" c=d"}'],
        ['e', '1'],
      ],
    ],
    ['JSON with HTML escapes', 'o={"a":"\\u003cnil\\u003e"}', [['o', '{"a":"\\u003cnil\\u003e"}']]],
    ['a missing one', 'a="(MISSING)"', [['a', '(MISSING)']]],
    ['one whose method panicked', 'a="<panic: boom>"', [['a', '<panic: boom>']]],
    [
      'text that looks like pairs, in a string',
      'err="a=1 b=\\"2\\" c" d="e"',
      [
        ['err', 'a=1 b="2" c'],
        ['d', 'e'],
      ],
    ],
    [
      'the same key twice',
      'a=1 a=2',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
  ])('%s', (_name, message, values) => {
    const record = recordOf(`${HEADER}"Failed" ${message}`)
    expect(pairs(record)).toEqual(values)
    expect([record.msg, record.structured?.truncated]).toEqual(['Failed', false])
  })

  test('the last of two values of one key counts', () => {
    expect(recordOf(`${HEADER}"Failed" a=1 a=2`).value('a')).toBe('2')
  })
})

describe("Go's quoting is undone:", () => {
  test.each([
    ['quotes', 'a \\"b\\" c', 'a "b" c'],
    ['quotes at two depths', 'failed to \\"Start\\": \\"dial \\\\\\"x\\\\\\"\\"', 'failed to "Start": "dial \\"x\\""'],
    ['backslashes', 'C:\\\\k\\\\x', 'C:\\k\\x'],
    ['a backslash at the end', 'C:\\\\', 'C:\\'],
    ['letters', '\\a\\b\\f\\n\\r\\t\\v', '\x07\b\f\n\r\t\v'],
    ['bytes below 0x80', '\\x00\\x7f', '\0\x7f'],
    ['bytes of broken UTF-8', '\\xff', '\ufffd'],
    ['two bytes that are no letter', '\\u00a0', '\u00a0'],
    ['four bytes that are no letter', '\\U000e0041', '\u{e0041}'],
    ['four bytes that are no character at all', '\\Uffffffff', '\ufffd'],
    ['octal bytes', '\\101', 'A'],
    ['letters outside ASCII, which are not quoted', 'Müller 節點 🚀', 'Müller 節點 🚀'],
  ])('%s', (_name, quoted, plain) => {
    const record = recordOf(`${HEADER}"${quoted}" err="${quoted}" next=1`)
    expect([record.msg, record.value('err'), record.value('next')]).toEqual([plain, plain, '1'])
  })
})

describe('a value of klog before 2.100, printed by %+v:', () => {
  test.each<Row>([
    [
      'a typed string without quotes',
      'podUID=0f-1 probeResult=failure out="x"',
      [
        ['podUID', '0f-1'],
        ['probeResult', 'failure'],
        ['out', 'x'],
      ],
    ],
    [
      'a text with blanks',
      'reason=no space left on device pod="a/b"',
      [
        ['reason', 'no space left on device'],
        ['pod', 'a/b'],
      ],
    ],
    [
      'an empty text',
      'reason= pod="a/b"',
      [
        ['reason', ''],
        ['pod', 'a/b'],
      ],
    ],
    [
      'a list',
      'a=[x y] b=[]',
      [
        ['a', '[x y]'],
        ['b', '[]'],
      ],
    ],
    [
      'a map',
      'a=map[k:v w:x=y] b=1',
      [
        ['a', 'map[k:v w:x=y]'],
        ['b', '1'],
      ],
    ],
    [
      'a struct with pairs inside',
      'env=[{Name:A Value:b=c} {Name:D Value: e=f}] pod="a/b"',
      [
        ['env', '[{Name:A Value:b=c} {Name:D Value: e=f}]'],
        ['pod', 'a/b'],
      ],
    ],
    [
      'a pointer to a struct',
      'd=&{Name:n Spec:{A:1 B: c=d}} e=1',
      [
        ['d', '&{Name:n Spec:{A:1 B: c=d}}'],
        ['e', '1'],
      ],
    ],
    [
      'an address and nil',
      'a=0xc0004d2000 b=<nil> c=1',
      [
        ['a', '0xc0004d2000'],
        ['b', '<nil>'],
        ['c', '1'],
      ],
    ],
    [
      'a time',
      'at=2024-06-02 15:39:04.17 +0000 UTC m=+1.5 b=1',
      [
        ['at', '2024-06-02 15:39:04.17 +0000 UTC'],
        ['m', '+1.5'],
        ['b', '1'],
      ],
    ],
    [
      'more closing brackets than opening ones',
      'a=x) y] b=1',
      [
        ['a', 'x) y]'],
        ['b', '1'],
      ],
    ],
    ['brackets that are never closed, which may hide pairs', 'a={Name:n B:c=d e=f', [['a', '{Name:n B:c=d e=f']]],
    [
      'a quote that is never closed',
      'a=6" b=1',
      [
        ['a', '6"'],
        ['b', '1'],
      ],
    ],
  ])('%s', (_name, message, values) => {
    expect(pairs(recordOf(`${HEADER}"Failed" ${message}`))).toEqual(values)
  })
})

describe('a string that is not escaped, as WriteText and panics print it:', () => {
  test.each<Row>([
    [
      'before another pair',
      'pod="a/b"c" n=1',
      [
        ['pod', 'a/b"c'],
        ['n', '1'],
      ],
    ],
    [
      'at the end',
      'a=1 pod="a/b"c"',
      [
        ['a', '1'],
        ['pod', 'a/b"c'],
      ],
    ],
    [
      'with a backslash, which stands for itself',
      'obj="<panic: "C:\\k">" n=1',
      [
        ['obj', '<panic: "C:\\k">'],
        ['n', '1'],
      ],
    ],
    [
      'that never ends',
      'a=1 pod="a/"b',
      [
        ['a', '1'],
        ['pod', '"a/"b'],
      ],
    ],
  ])('%s', (_name, message, values) => {
    expect(pairs(recordOf(`${HEADER}"Failed" ${message}`))).toEqual(values)
  })
})

describe('a key', () => {
  test.each<Row>([
    ['with a dot', 'claim.UID="x"', [['claim.UID', 'x']]],
    [
      'with dashes and underscores',
      'pod-uid="x" mirror_pod="y"',
      [
        ['pod-uid', 'x'],
        ['mirror_pod', 'y'],
      ],
    ],
    ['with a bracket', 'subresource(s)="x"', [['subresource(s)', 'x']]],
    [
      'of two words',
      'err="x" /proc/swaps contents="y"',
      [
        ['err', 'x'],
        ['/proc/swaps contents', 'y'],
      ],
    ],
    [
      'of two words behind JSON',
      'device={"a":1} consumed capacity={"b":2} n=3 device id=4',
      [
        ['device', '{"a":1}'],
        ['consumed capacity', '{"b":2}'],
        ['n', '3'],
        ['device id', '4'],
      ],
    ],
    [
      'that is a number',
      '%!s(int=1)="x" %!s(int=2)=2 c=3',
      [
        ['%!s(int=1)', 'x'],
        ['%!s(int=2)', '2'],
        ['c', '3'],
      ],
    ],
    ['that is a map', 'map[a:%!s(bool=true)]="x"', [['map[a:%!s(bool=true)]', 'x']]],
    ['that is a struct', '{name}="x"', [['{name}', 'x']]],
    [
      'behind the > of a block that was joined to one line',
      'err="x" > pod="y" > n=1',
      [
        ['err', 'x'],
        ['pod', 'y'],
        ['n', '1'],
      ],
    ],
  ])('%s', (_name, message, values) => {
    expect(pairs(recordOf(`${HEADER}"Failed" ${message}`))).toEqual(values)
  })
})

describe('klogr, as old controllers use it, quotes its keys, and calls the error `error`:', () => {
  test.each([
    ['no value', '"msg"="Failed"', []],
    [
      'strings',
      '"msg"="Failed" "error"="EOF" "pod"="a/b"',
      [
        ['err', 'EOF'],
        ['pod', 'a/b'],
      ],
    ],
    [
      'JSON',
      '"msg"="Failed" "o"={"a":"b"} "n"=1',
      [
        ['o', '{"a":"b"}'],
        ['n', '1'],
      ],
    ],
  ])('%s', (_name, message, values) => {
    const record = recordOf(`${HEADER}${message}`)
    expect([record.msg, pairs(record), record.structured?.truncated]).toEqual(['Failed', values, false])
  })
})

test.each([
  ['a quoted string', '"Failed" a=1 err="EOF" b=2', '"EOF"'],
  ['JSON', '"Failed" a=1 err={"b":1} b=2', '{"b":1}'],
  ['a block', '"Failed" err=<\n\ta\n > b=2', '<\n\ta\n >'],
  ['a string that is not escaped', '"Failed" err="a"b" b=2', '"a"b"'],
  ['a value of klogr', '"msg"="Failed" "err"="EOF" "n"=1', '"EOF"'],
])('the columns of a value are those of %s as it stands in the message', (_name, text, raw) => {
  const value = readStructured(text)?.values.find(({ key }) => key === 'err')
  expect(text.slice(value?.start, value?.end)).toBe(raw)
})

describe('a message is not structured', () => {
  test.each([
    ['when it does not begin with a quote', 'Failed to start err="EOF"'],
    ['when text follows the quote', '"cart-0" is gone'],
    ['when a sentence with a pair follows', '"cart-0" is gone since=2'],
    ['when another quote follows', '"a" "b" c'],
    ['when a quote with a pair follows', '"a" "b" c=1'],
    ['when the quote is inside a word', '"a"b'],
    ['when a colon follows', '"/var/lib/kubelet": no such file'],
    ['when the quote is not closed', '"Failed to st'],
    ['when it is a quote alone', '"'],
    ['when it is empty', ''],
  ])('%s', (_name, message) => {
    const record = recordOf(HEADER + message)
    expect([record.structured, record.msg, record.values]).toEqual([undefined, message, []])
  })

  test('when it has no header and no values: anyone may quote', () => {
    expect(recordOf('"Failed"').structured).toBeUndefined()
  })

  test('when it has no header and more than values', () => {
    expect(recordOf('"Failed" err="EOF" and more').structured).toBeUndefined()
  })

  test('but it is when klog writes no headers (--skip_headers)', () => {
    const record = recordOf('"Failed" err="EOF" n=1')
    expect([record.kind, record.msg, pairs(record)]).toEqual([
      'text',
      'Failed',
      [
        ['err', 'EOF'],
        ['n', '1'],
      ],
    ])
  })
})

describe('a cut message says so:', () => {
  test.each([
    [
      'in a string',
      '"Failed" a=1 err="no space le',
      [
        ['a', '1'],
        ['err', 'no space le'],
      ],
    ],
    ['behind a backslash', '"Failed" err="no \\', [['err', 'no \\']]],
    ['in a key', '"Failed" a="1" er', [['a', '1']]],
    ['by a pager', '"Failed" a="1" >', [['a', '1']]],
    ['by a pager, without values', '"Failed" >', []],
    [
      'where a block would begin',
      '"Failed" a=1 err=<',
      [
        ['a', '1'],
        ['err', ''],
      ],
    ],
    ['in a block', '"Failed" err=<\n\ta', [['err', 'a']]],
    ['in klogr', '"msg"="Failed" "err"="no space', [['err', 'no space']]],
  ])('%s', (_name, message, values) => {
    const structured = readStructured(message)
    expect(structured?.msg).toBe('Failed')
    expect(structured?.values.map(({ key, value }) => [key, value])).toEqual(values)
    expect(structured?.truncated).toBe(true)
  })
})

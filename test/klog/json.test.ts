// klog's JSON says the same as its text, so rules see the same.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readKlogJson } from '../../src/klog/json.ts'
import { HEADER, pairs, recordOf, records } from './read.ts'

const START = '{"ts":1717342744168.847,"caller":"kubelet/kubelet.go:1438","msg":'

describe('a line of JSON has the text that the text format has', () => {
  test.each([
    ['of an error', `${START}"Gone","err":"EOF"}`, '"Gone" err="EOF"'],
    ['of values, the error first', `${START}"Gone","pod":"web/a-0","n":3,"err":"EOF"}`, '"Gone" err="EOF" pod="web/a-0" n=3'],
    ['of a logger, behind the error', '{"ts":1717342744168,"logger":"UnhandledError","caller":"a/b.go:1","msg":"x","err":"EOF"}', '"x" err="EOF" logger="UnhandledError"'],
    ['of a logger alone', '{"ts":1717342744168,"logger":"a.b","caller":"a/b.go:1","msg":"x","v":0}', '"x" logger="a.b"'],
    ['of an object reference', `${START}"Gone","v":0,"pod":{"name":"a-0","namespace":"web"}}`, '"Gone" pod="web/a-0"'],
    ['of one without a namespace', `${START}"Gone","v":0,"node":{"name":"node-a"}}`, '"Gone" node="node-a"'],
    ['of a list of references', `${START}"Gone","v":0,"pods":[{"name":"a","namespace":"web"},{"name":"b"}]}`, '"Gone" pods=["web/a","b"]'],
    ['of other objects', `${START}"Gone","v":0,"status":{"name":"a","n":1}}`, '"Gone" status={"name":"a","n":1}'],
    ['of what is no string', `${START}"Gone","v":0,"a":true,"b":null,"c":[1,2]}`, '"Gone" a=true b=null c=[1,2]'],
    ['of quotes', `${START}"Gone","err":"pod \\"a\\" \\u003cnil\\u003e"}`, '"Gone" err="pod \\"a\\" <nil>"'],
    ['of several lines, as a block', `${START}"Gone","err":"a\\nb\\n","pod":"x"}`, '"Gone" err=<\n\ta\n\tb\n > pod="x"'],
    ['of a call without values, as an unstructured one', `${START}"Failed to start cAdvisor inotify_init: too many open files","v":0}`, 'Failed to start cAdvisor inotify_init: too many open files'],
  ])('%s', (_name, line, text) => {
    expect(recordOf(line)).toMatchObject({ kind: 'klog', text, raw: line })
  })
}) // prettier-ignore

test('keys and values are those of the text', () => {
  const json = recordOf(
    `${START}"Gone","pod":{"name":"a","namespace":"web"},"zap field":{"Key":"n"},"err":"a \\"b\\""}`,
  )
  const text = recordOf(`${HEADER}"Gone" err="a \\"b\\"" pod="web/a" zap field={"Key":"n"}`)
  expect(pairs(json)).toEqual(pairs(text))
  expect(json.values.map(({ start, end }) => json.text.slice(start, end))).toEqual(
    text.values.map(({ start, end }) => text.text.slice(start, end)),
  )
})

describe('the severity', () => {
  test.each([
    ['without a verbosity is that of an error', '"msg":"x"', 'E'],
    ['with a verbosity is info', '"msg":"x","v":0', 'I'],
    ['with an error and verbosity 0 is that of an error, as Kubernetes 1.19 to 1.22 wrote it', '"msg":"x","v":0,"err":"EOF"', 'E'],
    ['with an error that is told at a higher verbosity is info', '"msg":"x","v":4,"err":"EOF"', 'I'],
  ])('%s', (_name, fields, severity) => {
    expect(recordOf(`{"ts":1717342744168.847,"caller":"a/b.go:1",${fields}}`).severity).toBe(severity)
  })
}) // prettier-ignore

describe('the time is UTC', () => {
  test.each([
    ['with fractions of a millisecond', '1717342744168.847', 56_344_168_847],
    ['in whole milliseconds', '1717342744168', 56_344_168_000],
    ['with an exponent', '1.717342744168847e+12', 56_344_168_847],
  ])('%s', (_name, ts, us) => {
    const { header } = recordOf(`{"ts":${ts},"caller":"a/b.go:1","msg":"x","v":0}`)
    expect(header?.stamp).toEqual({ year: 2024, month: 6, day: 2, us, precision: 1, offset: 0 })
  })

  test('and absent where it is in other units', () => {
    expect(recordOf('{"ts":1717342744,"caller":"a/b.go:1","msg":"x","v":0}').header?.stamp).toBeUndefined()
  })
})

test.each([
  ['that was cut in a string', `${START}"Failed to start ContainerManager","err":"could not restore sta`],
  ['that was cut behind one', `${START}"Failed to start ContainerManager","err":"could not restore sta"`],
])('a line %s keeps what is left', (_name, line) => {
  expect(recordOf(line)).toMatchObject({ msg: 'Failed to start ContainerManager', severity: 'E' })
  expect(recordOf(line).value('err')).toBe('could not restore sta')
})

test.each([
  ['before Kubernetes 1.22 has no file', '{"ts":1717342744168,"msg":"x","v":0}', { file: '', line: 0 }],
  ['has the folder of the file', `${START}"x"}`, { file: 'kubelet/kubelet.go', line: 1438 }],
])('a line %s', (_name, line, header) => {
  expect(recordOf(line).header).toMatchObject(header)
})

test('of a key that stands twice the last value counts', () => {
  expect(pairs(recordOf(`${START}"x","v":0,"a":"1","a":"2"}`))).toEqual([['a', '2']])
})

describe('no JSON of klog is', () => {
  test.each([
    ['that of a CNI plugin, which has a level', '{"level":"info","ts":"2024-06-02T15:39:04.168Z","caller":"runtime/proc.go:203","msg":"CNI version"}'],
    ['that of zap in seconds with a level', '{"level":"error","ts":1717342744.1,"caller":"a/b.go:1","msg":"x"}'],
    ['one without a message', '{"ts":1717342744168,"caller":"a/b.go:1"}'],
    ['a message alone', '{"msg":"x"}'],
    ['a list', '[{"ts":1717342744168,"msg":"x"}]'],
    ['what only begins like it', '{"ts":1717342744168,"msg":"x"} and more'],
  ])('%s', (_name, line) => {
    expect(readKlogJson(line)).toBeUndefined()
    expect(recordOf(line).kind).toBe('text')
  })
}) // prettier-ignore

test('JSON and text may be mixed in one log', () => {
  const kinds = records([`${HEADER}"x" err=<`, `${START}"y"}`, '\ta', ' >', `${START}"z"}`]).map(({ msg }) => msg)
  expect(kinds).toEqual(['y', 'x', 'z'])
})

test('any values come back', () => {
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean())
  const fields = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value, { maxKeys: 4 })
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fields,
      (msg, { v: _v, ts: _ts, msg: _msg, level: _level, caller: _caller, ...values }) => {
        const record = recordOf(
          JSON.stringify({ ts: 1717342744168, caller: 'a/b.go:1', msg, v: 0, err: 'e', ...values }),
        )
        expect(record.msg).toBe(msg)
        for (const [key, one] of Object.entries(values)) expect(record.value(key)).toBe(String(one))
        for (const { start, end } of record.values) expect(end).toBeGreaterThan(start)
      },
    ),
  )
})

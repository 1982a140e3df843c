import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { JsonFields, NAMES } from '../../src/journal/json-fields.ts'

/** The fields as they stand in the line; undefined when it is not taken. */
function fieldsOf(line: string): Record<string, string> | undefined {
  const bytes = new TextEncoder().encode(`${line}\n`)
  const fields = new JsonFields()
  if (!fields.read(bytes, 0, bytes.length - 1)) return undefined
  const textOf = (field: number): string => new TextDecoder().decode(bytes.subarray(fields.begins[field], fields.ends[field]))
  return Object.fromEntries(NAMES.flatMap((name, field) => (fields.begins[field] === 0 ? [] : [[name, textOf(field)]])))
} // prettier-ignore

test.each([
  ['in any order', '{"_PID":"7","MESSAGE":"a","_HOSTNAME":"node-a"}', { _PID: '7', MESSAGE: 'a', _HOSTNAME: 'node-a' }],
  ['with blanks, as systemd wrote before 240', '{ "MESSAGE" : "a", "_PID" : "7" }', { MESSAGE: 'a', _PID: '7' }],
  ['with their escapes', '{"MESSAGE":"a \\"b\\" \\\\"}', { MESSAGE: 'a \\"b\\" \\\\' }],
  ['beside others that do not matter', '{"_GID":"0","UNIT":"x","_UID":"0"}', { UNIT: 'x' }],
  ['beside others of several values, of bytes and of none', '{"A":["x",null,"y"],"B":[1, 20,0],"C":null,"UNIT":"x"}', { UNIT: 'x' }],
  ['of names that begin alike', '{"MESSAGE_ID":"0","_SYSTEMD_UNITS":"x","_PIDS":"1","_PID":""}', { _PID: '' }],
  ['and none', '{"_GID":"0"}', {}],
])('finds fields %s', (_what, line, fields) => {
  expect(fieldsOf(line)).toEqual(fields)
}) // prettier-ignore

test.each([
  ['a field twice', '{"_PID":"7","_PID":"8"}'],
  ['a name with an escape', '{"\\u005fPID":"7"}'],
  ['a message that is no string', '{"MESSAGE":null}'],
  ['a message of bytes', '{"MESSAGE":[1,2]}'],
  ['an object in it', '{"_PID":"7","A":{}}'],
  ['a number that JSON does not have', '{"A":007}'],
  ['an escape that JSON does not have', '{"A":"\\x41"}'],
  ['half an escape', '{"A":"\\u00e"}'],
  ['a control sign', '{"A":"a\tb"}'],
  ['no end', '{"A":"b"'],
  ['no end of a string', '{"A":"b}'],
  ['a comma too many', '{"A":"b",}'],
  ['a comma too few', '{"A":"b" "C":"d"}'],
  ['more behind it', '{"A":"b"}}'],
  ['nothing in it', '{}'],
  ['another beginning', '["A"]'],
])('does not take an object with %s', (_what, line) => {
  expect(fieldsOf(line)).toBeUndefined()
})

test('takes nothing that JSON.parse does not take, and finds what it finds', () => {
  const value = fc.oneof(
    fc.json({ maxDepth: 1 }),
    fc.string({ unit: 'binary' }).map((text) => `"${text}"`),
    fc.string().map((text) => JSON.stringify(text)),
  )
  const name = fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'grapheme-ascii', maxLength: 8 }))
  const blanks = fc.constantFrom('', '', ' ')
  const pair = fc.tuple(blanks, name, blanks, value).map(([a, key, b, json]) => `${a}"${key}"${b}:${b}${json}${a}`)
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 5 }), fc.nat(), fc.constantFrom('', '"', '\\'), (pairs, at, harm) => {
      const whole = `{${pairs.join(',')}}`.replaceAll('\n', ' ')
      const line = harm === '' ? whole : whole.slice(0, at % whole.length) + harm + whole.slice((at % whole.length) + 1)
      const fields = fieldsOf(line)
      if (fields === undefined) return
      const object = JSON.parse(line) as Record<string, unknown>
      const texts = Object.entries(fields).map(([key, text]) => [key, JSON.parse(`"${text}"`)])
      expect(NAMES.flatMap((key) => (Object.hasOwn(object, key) ? [[key, object[key]]] : []))).toEqual(texts)
    }),
    { numRuns: 2000 },
  )
}) // prettier-ignore

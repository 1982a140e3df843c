// Log text is written by strangers: nothing of it may act on a terminal.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { diagnose } from '../../src/diagnose.ts'
import { formatJson } from '../../src/report/json.ts'
import { sanitize, sanitizeLine } from '../../src/report/sanitize.ts'
import { formatText } from '../../src/report/text/text.ts'
import { at, seen } from '../correlate/story.ts'

/** Control characters but LF, and what changes the direction of text or hides in it. */
const ACTING = /[\p{Cc}\p{Cf}\u2028\u2029]/u

describe('sanitized text', () => {
  test.each<[what: string, text: string, safe: string]>([
    ['keeps plain text', 'no space left', 'no space left'],
    ['keeps letters of any script', 'grüße 日本語 🙂', 'grüße 日本語 🙂'],
    ['keeps line breaks', 'a\nb', 'a\nb'],
    ['has spaces for a TAB', 'a\tb', 'a    b'],
    ['shows escapes', '\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
    ['shows the window title sequence', '\u001b]0;pwned\u0007', '\\x1b]0;pwned\\x07'],
    ['shows a carriage return, which would overwrite the line', 'good\rbad', 'good\\x0dbad'],
    ['shows a backspace', 'a\bb', 'a\\x08b'],
    ['shows C1 controls', '\u009b31m', '\\x9b31m'],
    ['shows zero bytes and DEL', '\0\u007f', '\\x00\\x7f'],
    ['shows text that runs backwards', '\u202egnp.exe', '\\u202egnp.exe'],
    ['shows isolates', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['shows what has no width', 'a\u200bb\ufeffc\u2060d', 'a\\u200bb\\ufeffc\\u2060d'],
    ['shows soft hyphens and tags', 'a\u00adb\u{e0041}c', 'a\\xadb\\u{e0041}c'],
    ['shows separators of lines and paragraphs', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
  ])('%s', (_what, text, safe) => {
    expect(sanitize(text)).toBe(safe)
  })

  test('of one line has no line break', () => {
    expect(sanitizeLine('a\n\tb\r\nc')).toBe('a     b\\x0d c')
  })

  test('is the same when it is sanitized again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => sanitize(sanitize(text)) === sanitize(text)))
  })
})

describe('no control character of a log reaches', () => {
  const RULES = [
    seen(
      'crash',
      { subject: 'pod', explains: ['backoff'] },
      { regex: 'crash of (?<pod>\\S+)', summary: 'crash of {pod}' },
    ),
    seen('backoff', { role: 'effect', subject: 'pod' }, { regex: 'backoff of (?<pod>\\S+)' }),
  ]
  // What can stand in a log line, with much of what must not reach a terminal.
  const nasty = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom('\u001b', '\u009b', '\r', '\u202e', '\u200b', '\0', '\u0007', '\u00ad', '[31m', 'a'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 30,
    })
    .map((text) => text.replaceAll('\n', ''))
  const log = fc
    .tuple(nasty, nasty, nasty, nasty)
    .map(([pod, text, host, unknown]) =>
      [
        at('12:00:00', `crash of ${pod}x ${text}`),
        at('12:00:01', `backoff of ${pod}x`, { node: `h${host.replaceAll(/[\s:]/gu, '')}` }),
        at('12:00:02', `what is ${unknown}`),
      ].join('\n'),
    )

  test('the text report, in what is found, unexplained and said of the inputs', async () => {
    await fc.assert(
      fc.asyncProperty(log, nasty, async (text, name) => {
        const report = await diagnose(text, { rules: RULES, name })
        for (const brief of [false, true])
          expect(formatText(report, { brief }).replaceAll('\n', '')).not.toMatch(ACTING)
      }),
    )
  })

  test('the JSON report, which still says what it was', async () => {
    await fc.assert(
      fc.asyncProperty(log, async (text) => {
        const report = await diagnose(text, { rules: RULES })
        const json = formatJson(report)
        expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u)
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(report)))
      }),
    )
  })
})

// What a permissive viewer (markdown-it with raw HTML and bare links on) makes of the Markdown.
import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { block, code as asCode, plain } from '../../../src/report/markdown/escape.ts'
import { formatMarkdown } from '../../../src/report/markdown/markdown.ts'
import type { Report } from '../../../src/report/report.ts'
import { sanitizeLine } from '../../../src/report/sanitize.ts'
import { markdown } from '../readers.ts'
import { allReports, ATTACKS, type ReportName, PATIENCE } from '../reports.ts'

interface Piece {
  readonly type: string
  readonly content: string
}

/** Tokens, those of lines included. */
function pieces(text: string): Piece[] {
  return markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])])
}

const whole = (text: string): string => text.trim().replace(/\p{Cs}/gu, '\ufffd')

let reports: Record<ReportName, Report>
/** What stands as code in the report of strangers. */
let code: string[]

beforeAll(async () => {
  reports = await allReports()
  code = pieces(formatMarkdown(reports.hostile))
    .filter(({ type }) => type === 'code_inline' || type === 'fence')
    .map(({ content }) => content)
}, PATIENCE)

describe('the Markdown of a report', () => {
  test.each<ReportName>(['sample', 'hostile', 'recovered', 'healthy', 'empty'])(
    '"%s" is text, lists, headings and code, and nothing else',
    (name) => {
      const types = new Set(
        pieces(formatMarkdown(reports[name])).map(({ type }) => type.replace(/_(?:open|close)$/, '')),
      )
      const allowed =
        'heading paragraph inline text text_special strong bullet_list list_item code_inline fence hr softbreak'
      expect([...types].filter((type) => !allowed.split(' ').includes(type))).toEqual([])
    },
  )

  test.each(ATTACKS)('shows %j as it is, in code', (attack) => {
    expect(code.map(whole)).toContain(whole(sanitizeLine(attack.replace(/\s+/g, ' '))))
  })

  test('names the answer, the first command, the story, the proof and the remedy, in this order', () => {
    const text = formatMarkdown(reports.sample)
    const parts = [
      '## inotify watches exhausted → kubelet exited\n\n**CRITICAL**, ongoing, on `node01`, since 2024-06-02 15:39:04 UTC',
      '**Do now**\n\n```sh\nsudo sysctl -w fs.inotify.max_user_watches=1048576\n```\n',
      '### Timeline (UTC)\n\n- 2024-06-02 15:39:04.168 **inotify watches exhausted**: `none left for',
      '↳ **kubelet exited**: `kubelet.service ended, exit status 1/FAILURE`',
      '### Evidence\n\n`watches-exhausted.log:6`\n\n```text\nJun 02 15:39:04 node01 kubelet[563]: W0602',
      '### Confirm\n\n- Compare the limit with the watches that each process holds\n\n  ```sh\n  sysctl fs.inotify',
      '### Mitigate',
      '### Prevent',
      '### When this can be wrong',
      '1 incident on 1 node. 31 lines:',
    ]
    const places = parts.map((part) => text.indexOf(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
})

describe('whatever a text is,', () => {
  const texts = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'` * _ [ ] ( ) < > ! # - + . & | ~ @ : / \\ \n " { } 1 a'.split(' '), ' '),
      fc.string({ maxLength: 3, unit: 'binary' }),
    ),
  })

  test('code shows it as one piece of code', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const [paragraph, inline, end, ...rest] = markdown.parse(`- x ${asCode(text)} y`, {}).slice(2, -2)
        expect([paragraph?.type, end?.type, rest]).toEqual(['paragraph_open', 'paragraph_close', []])
        const children = inline?.children ?? []
        expect(children.map(({ type }) => type)).toEqual(['text', 'code_inline', 'text'])
        const shown = sanitizeLine(text.replace(/\s+/g, ' ')).trim()
        expect(children[1]?.content.trim()).toBe(shown.replace(/\p{Cs}/gu, '\ufffd').trim())
      }),
    )
  })

  test('plain words are words', () => {
    const bare = new Set(['text', 'text_special', 'inline', 'paragraph_open', 'paragraph_close'])
    fc.assert(
      fc.property(texts, (text) => {
        const inside = pieces(`- ${plain(text)}x`).filter(({ type }) => !/^(?:bullet_list|list_item)/.test(type))
        expect(inside.filter(({ type }) => !bare.has(type) && !type.startsWith('link'))).toEqual([])
      }),
    )
  })

  test('a block is one block of code', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(markdown.parse(block(text, 'text').join('\n'), {}).map(({ type }) => type)).toEqual(['fence'])
      }),
    )
  })
})

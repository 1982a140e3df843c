// Links of the docs lead somewhere: to a file that is there, and to a heading that the page has.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ROOT, pages } from './blocks.ts'

const LINK = /\]\((?!https?:|mailto:)(?<to>[^)\s]+)\)|(?:src|srcset)="(?!https?:|data:)(?<source>[^"]+)"/g

/** GitHub's names of headings. */
function anchorsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8').replace(/^```[^]*?^```/gm, '')
  return [...text.matchAll(/^#+ (?<title>.+)$/gm)].map(({ groups }) =>
    (groups?.['title'] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function broken(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/^ *```[^]*?^ *```/gm, '')
  return [...text.matchAll(LINK)].flatMap(({ groups }) => {
    const link = groups?.['to'] ?? groups?.['source'] ?? ''
    const [file = '', anchor] = link.split('#')
    const path = file === '' ? join(ROOT, page) : join(ROOT, dirname(page), file)
    if (!existsSync(path)) return [`${link}: there is no such file`]
    if (anchor === undefined || !path.endsWith('.md') || anchorsOf(path).includes(anchor)) return []
    return [`${link}: there is no such heading`]
  })
}

const others = ['CONTRIBUTING.md', 'samples/README.md', 'samples/inotify-exhaustion/README.md', 'docs/cli.md']

describe('links', () => {
  test.each([...pages(), ...others])('of %s lead somewhere', (page) => {
    expect(broken(page)).toEqual([])
  })

  test('of docs/README.md lead to every page', () => {
    const index = readFileSync(join(ROOT, 'docs/README.md'), 'utf8')
    const missing = readdirSync(join(ROOT, 'docs'))
      .filter((name) => name.endsWith('.md') && name !== 'README.md')
      .filter((name) => !index.includes(`](${name})`))
    expect(missing).toEqual([])
  })
})

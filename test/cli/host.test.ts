// `--host`: what the host says to an incident. The hosts are folders; none of these tests looks at this machine.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync, rmSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Report } from '../../src/report/report.ts'
import { hostWith, inotifyTree, processTree } from '../host/tree.ts'
import { WATCHES_EXHAUSTED } from './fixtures.ts'
import { run } from './run.ts'

let root: string

beforeAll(() => {
  root = hostWith({
    ...inotifyTree({ watches: 100 }),
    'proc/sys/kernel/hostname': 'node-a.example.org\n',
    ...processTree(201, { name: 'node', command: ['node', 'consume\u001b[2J.mjs'], inotify: { 17: 100 } }),
  })
})

afterAll(() => rmSync(root, { recursive: true }))

const host = (stdin: string, ...argv: string[]) => run([...argv, '--host', '--host-root', root], { stdin })

async function report(stdin: string, ...argv: string[]): Promise<Report> {
  return JSON.parse((await host(stdin, '-o', 'json', ...argv)).stdout) as Report
}

describe('--host', () => {
  test('puts what the host says below the step that asks for it', async () => {
    const { stdout, code } = await host(WATCHES_EXHAUSTED)
    const [, confirm = ''] = stdout.replaceAll(/\n {5,}/g, ' ').split('\n  Confirm\n')
    expect(code).toBe(1)
    expect(confirm).toMatch(/^ {2}- Compare the limit with the watches/)
    expect(confirm).toContain('this host, confirmed: limit 100, used 100 by root (100.0 %), 100.0 % of it by pid 201')
    expect(confirm.indexOf('this host')).toBeLessThan(confirm.indexOf('Find the pod'))
  })

  test('lets no name of a process touch the terminal', async () => {
    const { stdout } = await host(WATCHES_EXHAUSTED)
    expect(stdout).not.toContain('\u001b')
  })

  test('puts it into the JSON, which keeps its schema', async () => {
    const found = await report(WATCHES_EXHAUSTED)
    expect(found.incidents[0]?.hostChecks).toMatchObject([{ check: 'inotify', verdict: 'confirmed', unreadable: [] }])
    const schema = JSON.parse(
      readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'),
    ) as object
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema)
    validate(found)
    expect(validate.errors).toBe(null)
  })

  test('says that nothing is checked for a node that is not this host', async () => {
    const { stderr, stdout } = await host(WATCHES_EXHAUSTED.replaceAll('node-a', 'node-c'))
    expect(stderr).toBe('kubelog-diagnose: --host: this is node-a.example.org, so nothing is checked for node-c\n')
    expect(stdout).not.toContain('this host')
  })

  test('checks each node by itself when a log has several', async () => {
    const { incidents } = await report(WATCHES_EXHAUSTED + WATCHES_EXHAUSTED.replaceAll('node-a', 'node-c'))
    expect(incidents.map(({ node, hostChecks }) => [node, hostChecks?.length])).toEqual([
      ['node-a', 1],
      ['node-c', undefined],
    ])
  })

  test('takes a log that does not name its node for one of this host', async () => {
    const bare = WATCHES_EXHAUSTED.replaceAll(/^.*?kubelet\[563\]: /gm, '')
    expect((await report(bare)).incidents[0]?.hostChecks).toHaveLength(1)
    expect((await report(bare, '--node', 'blue')).incidents[0]?.hostChecks).toHaveLength(1)
  })
})

test('without --host nothing is checked', async () => {
  const { stdout } = await run(['-o', 'json', '--host-root', root], { stdin: WATCHES_EXHAUSTED })
  expect((JSON.parse(stdout) as Report).incidents.map(({ hostChecks }) => hostChecks)).toEqual([undefined])
})

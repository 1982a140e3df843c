import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { chmod, link, mkdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { findInputs, readProblem, stdinInput } from '../../src/input/find.ts'

const NOW = new Date('2024-07-01T12:00:00Z')
const WRITTEN = new Date('2023-03-04T05:06:07Z')
const folder = mkdtempSync(join(tmpdir(), 'find-'))
const at = (...path: string[]): string => join(folder, ...path)
let server: Server

async function file(path: string, content: string | Uint8Array = 'a line\n'): Promise<void> {
  await mkdir(join(at(path), '..'), { recursive: true })
  await writeFile(at(path), content)
}

/** What was found, with names relative to the test's folder. */
async function find(...names: string[]): Promise<{ inputs: string[]; problems: string[] }> {
  const { inputs, problems } = await findInputs(names, Readable.from([]), NOW)
  const short = (name: string): string => name.replace(`${folder}/`, '').replace(folder, '.')
  return {
    inputs: inputs.map(({ name }) => short(name)),
    problems: problems.map(({ name, message }) => `${short(name)}: ${message}`),
  }
}

/** Runs as a user whom permissions hold for: the super-user reads everything. */
async function asOrdinaryUser<Result>(run: () => Promise<Result>): Promise<Result> {
  if (process.getuid?.() !== 0) return run()
  process.seteuid?.(65_534)
  try {
    return await run()
  } finally {
    process.seteuid?.(0)
  }
}

beforeAll(async () => {
  await chmod(folder, 0o755)
  await file('logs/node-a.log')
  await file('logs/node-b.log.1')
  await file('logs/pods/web/0.log')
  await file('logs/.hidden/kubelet')
  await file('logs/core', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0))
  await file('logs/nothing.log', '')
  await file('binaries/core', Uint8Array.of(0))
  await file('binaries/nothing.log', '')
  await mkdir(at('bare'))
  await file('odd/node[1].log')
  await file('odd/*.log')
  await file('odd/stdin')
  await file('linked/pods/0.log')
  await symlink(at('linked/pods/0.log'), at('linked/app.log'))
  await symlink(at('linked'), at('linked/pods/up'))
  await symlink(at('linked/gone'), at('linked/gone.log'))
  await link(at('linked/pods/0.log'), at('linked/same.log'))
  await symlink(at('logs'), at('way-to-logs'))
  await symlink(at('circle'), at('circle'))
  await file('closed/open.log')
  await file('closed/secret.log')
  await file('closed/vault/0.log')
  await chmod(at('closed/secret.log'), 0)
  await chmod(at('closed/vault'), 0)
  server = createServer()
  await new Promise<void>((done) => server.listen(at('kubelet.sock'), done))
})

afterAll(async () => {
  await new Promise((done) => server.close(done))
  rmSync(folder, { recursive: true })
})

describe('names that stand for inputs', () => {
  const rows: [behaviour: string, names: string[], inputs: string[]][] = [
    ['a file is itself', ['logs/node-a.log'], ['logs/node-a.log']],
    ['a named file may be empty', ['logs/nothing.log'], ['logs/nothing.log']],
    ['a named file may be binary', ['logs/core'], ['logs/core']],
    [
      'a folder is all text files below it, hidden ones too, in the order of their names',
      ['logs'],
      ['logs/.hidden/kubelet', 'logs/node-a.log', 'logs/node-b.log.1', 'logs/pods/web/0.log'],
    ],
    ['a glob is the files that match', ['logs/*.log'], ['logs/node-a.log', 'logs/nothing.log']],
    ['a glob finds no folders', ['logs/p*', 'logs/node-a*'], ['logs/node-a.log']],
    ['a glob goes down with **', ['logs/**/0.log'], ['logs/pods/web/0.log']],
    ['a glob goes through a linked folder', ['way-to-*/node-a.log'], ['way-to-logs/node-a.log']],
    [
      'a file whose name looks like a glob is itself',
      ['odd/node[1].log', 'odd/*.log'],
      ['odd/node[1].log', 'odd/*.log'],
    ],
    ['a linked folder is read when it is named', ['way-to-logs/pods'], ['way-to-logs/pods/web/0.log']],
    ['inputs stand in the order of the arguments', ['odd/stdin', 'logs/node-a.log'], ['odd/stdin', 'logs/node-a.log']],
  ]
  test.each(rows)('%s', async (_behaviour, names, inputs) => {
    expect((await find(...names.map((name) => at(name)))).inputs).toEqual(inputs)
  })

  test('names relative to the working folder stay relative', async () => {
    const name = relative('', at('logs/node-a.log'))
    expect((await findInputs([name], Readable.from([]), NOW)).inputs.map((input) => input.name)).toEqual([name])
  })
})

describe('a file counts once', () => {
  const rows: [behaviour: string, names: string[], inputs: string[]][] = [
    ['named twice', ['logs/node-a.log', 'logs/node-a.log'], ['logs/node-a.log']],
    ['spelled in two ways', ['logs/node-a.log', 'logs/../logs/node-a.log'], ['logs/node-a.log']],
    ['by itself and in a glob', ['logs/node-a.log', 'logs/node-*.log'], ['logs/node-a.log']],
    ['by links, and links in a circle do not trap', ['linked'], ['linked/app.log']],
    ['by links below a glob', ['linked/**/*.log'], ['linked/app.log']],
  ]
  test.each(rows)('%s', async (_behaviour, names, inputs) => {
    const paths = names.map((name) => `${folder}/${name}`)
    expect(await find(...paths)).toEqual({ inputs, problems: [] })
  })

  test('a folder whose files were all named before is no problem', async () => {
    expect(await find(at('odd/stdin'), at('odd/node[1].log'), at('odd/*.log'), at('odd'))).toMatchObject({
      problems: [],
    })
  })

  test('stdin and a file of that name are two inputs', async () => {
    expect((await find('-', at('odd/stdin'), '-')).inputs).toEqual(['stdin', 'odd/stdin'])
  })
})

describe('what cannot be read is told, the rest is read', () => {
  const rows: [behaviour: string, name: string, problem: string][] = [
    ['a file that is not there', 'logs/nope.log', 'logs/nope.log: no such file or folder'],
    ['a file below a file', 'logs/node-a.log/x', 'logs/node-a.log/x: no such file or folder'],
    ['a name that is too long', `logs/${'x'.repeat(300)}`, `logs/${'x'.repeat(300)}: the name is too long`],
    ['a link to itself', 'circle', 'circle: a circle of symbolic links'],
    ['a glob that nothing matches', 'logs/*.gz', 'logs/*.gz: no file matches this pattern'],
    ['a glob below a folder that is not there', 'nope/*.log', 'nope/*.log: no file matches this pattern'],
    ['a glob below a file', 'logs/node-a.log/*.log', 'logs/node-a.log/*.log: no file matches this pattern'],
    ['a glob that matches only folders', 'log[s]', 'log[s]: no file matches this pattern'],
    ['a folder without anything', 'bare', 'bare: the folder is empty'],
    ['a folder without logs', 'binaries', 'binaries: the folder has no log files (2 binary or empty)'],
    ['a socket', 'kubelet.sock', 'kubelet.sock: is a socket, not a file'],
  ]
  test.each(rows)('%s', async (_behaviour, name, problem) => {
    expect(await find(at(name), at('logs/node-a.log'))).toEqual({ inputs: ['logs/node-a.log'], problems: [problem] })
  })

  test('a name without a letter', async () => {
    expect(await find('')).toEqual({ inputs: [], problems: [': no such file or folder'] })
  })

  test('a file without permission', async () => {
    const found = await asOrdinaryUser(() => find(at('closed/secret.log'), at('closed/open.log')))
    expect(found).toEqual({ inputs: ['closed/open.log'], problems: ['closed/secret.log: permission denied'] })
  })

  test('a folder without permission is not called empty', async () => {
    const found = await asOrdinaryUser(() => find(at('closed/vault')))
    expect(found).toEqual({ inputs: [], problems: ['closed/vault: permission denied'] })
  })

  test('files and folders without permission below a folder', async () => {
    const found = await asOrdinaryUser(() => find(at('closed')))
    expect(found).toEqual({
      inputs: ['closed/open.log'],
      problems: ['closed/secret.log: permission denied', 'closed/vault: permission denied'],
    })
  })
})

describe('the date that a log is not younger than', () => {
  test('is that of the file', async () => {
    await utimes(at('logs/node-a.log'), WRITTEN, WRITTEN)
    const { inputs } = await findInputs([at('logs/node-a.log')], Readable.from([]), NOW)
    expect(inputs[0]?.reference).toEqual(WRITTEN)
  })

  test('is now for a pipe', () => {
    expect(stdinInput(Readable.from([]), NOW).reference).toEqual(NOW)
  })

  test('is that of the file that stdin is redirected from', async () => {
    await utimes(at('logs/node-a.log'), WRITTEN, WRITTEN)
    const fd = openSync(at('logs/node-a.log'), 'r')
    const stdin = Object.assign(Readable.from([]), { fd })
    expect(stdinInput(stdin, NOW).reference).toEqual(WRITTEN)
    closeSync(fd)
    expect(stdinInput(stdin, NOW).reference).toEqual(NOW)
  })
})

test('an input opens as its bytes', async () => {
  const { inputs } = await findInputs(['-', at('logs/core')], Readable.from([Buffer.from('piped')]), NOW)
  const contents = await Promise.all(inputs.map(async (input) => buffer(input.open())))
  expect(contents).toEqual([Buffer.from('piped'), Buffer.of(0x7f, 0x45, 0x4c, 0x46, 0, 0)])
})

test('errors that have no plain words keep their own', () => {
  expect(readProblem(new Error('EXDEV: cross-device link'))).toBe('EXDEV: cross-device link')
  expect(readProblem('odd')).toBe('odd')
})

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { folderWith, WATCHES_EXHAUSTED } from '../cli/fixtures.ts'
import { run } from '../cli/run.ts'
import { zipOf } from './archive/make.ts'

let folder: string

beforeAll(async () => {
  folder = await folderWith({})
})

afterAll(() => rm(folder, { recursive: true }))

describe('a named pipe', () => {
  const fifo = (name: string): string => {
    const path = join(folder, name)
    spawnSync('mkfifo', [path])
    return path
  }

  test('whose writer leaves in the middle of a line is read to there', async () => {
    const path = fifo('left')
    const outcome = run([path, '--brief'])
    createWriteStream(path).end(WATCHES_EXHAUSTED.slice(0, -40))
    const { code, stdout, stderr } = await outcome
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toContain('inotify watches exhausted')
  })

  test.each([
    [
      'gzip',
      () => gzipSync(WATCHES_EXHAUSTED.repeat(50)).subarray(0, 200),
      'gzip data ends too early: the file was cut off',
    ],
    ['zip', () => zipOf({ 'a.log': WATCHES_EXHAUSTED }).subarray(0, 200), 'the zip archive is damaged or cut off'],
  ])('whose writer leaves in the middle of %s is told so', async (name, bytes, message) => {
    const path = fifo(`left.${name}`)
    const outcome = run([path, '--brief'])
    createWriteStream(path).end(bytes())
    const { code, stderr } = await outcome
    expect({ code, stderr }).toEqual({ code: 2, stderr: `kubelog-diagnose: ${path}: ${message}\n` })
  })

  test('can hold a zip', async () => {
    const path = fifo('whole.zip')
    const outcome = run([path, '--brief'])
    createWriteStream(path).end(zipOf({ 'node-a/kubelet.log': WATCHES_EXHAUSTED }))
    expect(await outcome).toMatchObject({ code: 1, stderr: '' })
  })

  test('whose writer never writes is an empty log', async () => {
    const path = fifo('nothing')
    const outcome = run([path, '--brief'])
    createWriteStream(path).end()
    expect(await outcome).toMatchObject({ code: 0, stderr: '' })
  })
})

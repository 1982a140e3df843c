// Commands that a message says are there to be copied: what is put into them is one word for a shell.
import { expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { shellWord } from '../../src/cli/shell-word.ts'
import { ATTACKS } from '../report/reports.ts'
import { run } from './run.ts'

/** What bash makes of words. */
function words(text: string): string[] {
  const { stdout, stderr, status } = spawnSync('bash', ['-c', `printf '%s\\0' ${text}`], { encoding: 'utf8' })
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  return stdout.split('\0').slice(0, -1)
}

test('any text is one word', () => {
  const fit = (text: string): boolean => text.length < 1000 && text !== '' && !/[\0\p{Cs}]/u.test(text)
  const texts = [
    ...ATTACKS,
    '-n',
    '~',
    '~root',
    '*',
    '#',
    '!!',
    "'",
    "''",
    '\\',
    'a=b',
    ...fc.sample(fc.string({ unit: 'binary' }), 200),
  ].filter(fit)
  expect(words(texts.map(shellWord).join(' '))).toEqual(texts)
})

test('plain names need no quotes', () => {
  expect(['kubelet.log', '/var/log/a-b_c.log', 'a@b:c,d+e%f'].map(shellWord)).toEqual([
    'kubelet.log',
    '/var/log/a-b_c.log',
    'a@b:c,d+e%f',
  ])
})

test('the command that --follow says for a file', async () => {
  const { stderr, code } = await run(['--follow', "it's $(reboot).log"])
  expect(code).toBe(2)
  const command = /: tail -F (?<word>.*) \| kubelog-diagnose --follow/.exec(stderr)?.groups?.['word'] ?? ''
  expect(words(command)).toEqual(["it's $(reboot).log"])
})

// Secrets in a log reach no output of any command. All of them are made up.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rmSync } from 'node:fs'
import { buildPage } from '../../scripts/build-page.mjs'
import { diagnose } from '../../src/diagnose.ts'
import type { PageAssets } from '../../src/report/html/html.ts'
import { OUTPUT_NAMES, OUTPUTS } from '../../src/report/outputs.ts'
import type { Report } from '../../src/report/report.ts'
import { run } from '../cli/run.ts'
import { at, seen } from '../correlate/story.ts'
import { hostWith, inotifyTree, processTree } from '../host/tree.ts'

const SECRETS = {
  password: 'hunter2-swordfish',
  bearer: 'b0gus-OPAQUE-t0ken',
  jwt: 'eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleSJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2lnbmF0dXJl',
  url: 'Pr1vateReg1stry',
  bootstrap: 'abcdef.0123456789abcdef',
  key: 'MIIEowIBAAKCAQEAmadeup',
  docker: 'amFuZTptYWRldXA=',
}
const LINE =
  `login: password=\\"${SECRETS.password}\\", Authorization: Bearer ${SECRETS.bearer}, jwt ${SECRETS.jwt}, ` +
  `Get \\"https://jane:${SECRETS.url}@registry.example/v2/?token=${SECRETS.bearer}\\", join ${SECRETS.bootstrap}, ` +
  `{\\"auth\\":\\"${SECRETS.docker}\\"} -----BEGIN PRIVATE KEY-----\\n${SECRETS.key}\\n-----END PRIVATE KEY----- end`

// A rule that captures it all, and one line that it does not know; one record so long that its middle is left out.
const RULES = [
  seen('pull-failed', { subject: 'image', level: 'high' }, { regex: 'pull failed (?<image>.+)', summary: '{image}' }),
]
const LONG = `pull failed ${'x'.repeat(300)} token="${'y'.repeat(900)}${SECRETS.bearer}" ${'z'.repeat(50)}`
const LOG = [at('12:00:00', `pull failed ${LINE}`), at('12:00:01', LONG), at('12:00:02', `odd ${LINE}`)].join('\n')

const survivors = (text: string): string[] => Object.values(SECRETS).filter((secret) => text.includes(secret))

let report: Report
let page: PageAssets
let root: string

beforeAll(async () => {
  report = await diagnose([LOG], { rules: RULES, name: `https://jane:${SECRETS.url}@logs.example/a.log` })
  page = await buildPage()
  const command = ['/bin/agent', '--token', SECRETS.bearer, `--db-password=${SECRETS.password}`]
  root = hostWith({
    ...inotifyTree({ watches: 100 }),
    ...processTree(101, { name: 'agent', command, inotify: { 5: 90 } }),
  })
})

afterAll(() => rmSync(root, { recursive: true }))

test('the secrets are in what is read, and their place shows in the report', () => {
  expect(survivors(LOG)).toHaveLength(Object.keys(SECRETS).length)
  const [evidence] = report.incidents[0]?.timeline[0]?.evidence ?? []
  expect(evidence?.text).toContain('password=\\"[password]\\", Authorization: Bearer [bearer token], jwt [JWT], Get')
  expect(evidence?.text.slice(evidence.mark?.start, evidence.mark?.end)).toBe('pull failed')
  expect(report.unexplained[0]?.example).toContain('[private key] end')
  expect(report.inputs[0]?.name).toBe('https://[credentials]@logs.example/a.log')
})

describe('no secret is in', () => {
  test.each(OUTPUT_NAMES)('the report as %s', (name) => {
    for (const verbose of [false, true])
      expect(survivors(OUTPUTS[name].format(report, { page, text: { verbose } }))).toEqual([])
  })

  test.each([
    [['explain']],
    [['explain', '-o', 'json']],
    [['rules', 'coverage']],
    [['rules', 'coverage', '-o', 'json']],
    [['-o', 'json']],
    [['--verbose']],
  ])('what %j prints', async (argv) => {
    const { stdout } = await run(argv, { stdin: LOG })
    expect(stdout).toContain(argv.includes('coverage') ? 'kettle.go' : 'password')
    expect(survivors(stdout)).toEqual([])
  })

  test('a rule that is begun from a line', async () => {
    const { stdout } = await run(['rules', 'new', 'my-failure'], { stdin: at('12:00:00', `"Odd" err="${LINE}"`) })
    expect(stdout).toContain('[password]')
    expect(survivors(stdout)).toEqual([])
  })

  test.each(['text', 'json', 'prometheus'])('what inotify prints of a process as %s', async (output) => {
    const { stdout } = await run(['inotify', '--host-root', root, '-o', output], {})
    expect(stdout).toContain('agent')
    expect(survivors(stdout)).toEqual([])
  })

  test('what is said of an input that is not there', async () => {
    const { stderr } = await run([`https://jane:${SECRETS.url}@logs.example/a.log`])
    expect(stderr).toContain('[credentials]@logs.example')
    expect(survivors(stderr)).toEqual([])
  })
})

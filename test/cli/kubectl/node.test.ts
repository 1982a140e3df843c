import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { cli } from '../../../src/cli/cli.ts'
import { kubectlProblem } from '../../../src/cli/kubectl/problem.ts'
import type { Report } from '../../../src/report/report.ts'
import { folderWith, HEALTHY, WATCHES_EXHAUSTED } from '../fixtures.ts'
import { ioOf, run, type Result } from '../run.ts'
import {
  broken,
  failure,
  json,
  listing,
  logsOf,
  nodeList,
  startApiServer,
  text,
  type Answer,
  type ApiServer,
} from './api-server.ts'

let server: ApiServer
let folder: string

beforeAll(async () => {
  server = await startApiServer()
  folder = await folderWith({ 'bin/README': '', 'empty/README': '' })
  const fake = await readFile(new URL('fake-kubectl.cjs', import.meta.url), 'utf8')
  await writeFile(join(folder, 'bin', 'kubectl'), `#!${process.execPath}\n${fake}`)
  await chmod(join(folder, 'bin', 'kubectl'), 0o755)
})

afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

beforeEach(() => {
  server.asked.length = 0
  server.answers.clear()
})

const FAKE = (): string => join(folder, 'bin')

async function node(argv: readonly string[], path: string = FAKE()): Promise<Result> {
  return run(['node', `--server=${server.url}`, ...argv], { env: { PATH: path, HOME: folder } })
}

async function reportOf(...argv: string[]): Promise<Report> {
  const { stdout, stderr } = await node([...argv, '-o', 'json'])
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Report
}

/** The stand-in is held against the real one where there is one. */
const withKubectl = spawnSync('kubectl', ['version', '--client']).status === 0 ? test : test.skip

describe('a node', () => {
  test('is diagnosed by the log that its kubelet gives', async () => {
    server.answers.set(logsOf('worker-1'), text(200, WATCHES_EXHAUSTED))
    const { code, stdout, stderr } = await node(['worker-1'])
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toContain('inotify watches exhausted')
    expect(server.asked).toEqual([`${logsOf('worker-1')}?query=kubelet&tailLines=100000`])
  })

  test('without an incident gives the exit code 0', async () => {
    server.answers.set(logsOf('worker-1'), text(200, HEALTHY))
    expect((await node(['node/worker-1'])).code).toBe(0)
  })

  test('whose name has a date in it does not date its log', async () => {
    server.answers.set(logsOf('pool-20230115-a'), text(200, WATCHES_EXHAUSTED))
    const { incidents } = await reportOf('pool-20230115-a')
    expect(incidents[0]?.start).toMatch(/^2024-06-02/)
  })

  test('names lines that name no host', async () => {
    const bare = WATCHES_EXHAUSTED.replace(/^.*kubelet\[\d+\]: /gm, '')
    server.answers.set(`${logsOf('worker-1')}kubelet.log`, text(200, bare))
    const { incidents } = await reportOf('worker-1', '--file', 'kubelet.log')
    expect(incidents.map((incident) => incident.node)).toEqual(['worker-1'])
  })

  test('has its times in UTC, which is no assumption', async () => {
    server.answers.set(logsOf('worker-1'), text(200, WATCHES_EXHAUSTED))
    const { inputs } = await reportOf('worker-1')
    expect(inputs[0]?.assumptions).toContain('zone UTC as given')
  })
})

describe('the kubelet is asked for', () => {
  test.each<[string, string[], string]>([
    ['other services', ['--unit', 'k3s', '--unit', 'containerd'], 'query=k3s&query=containerd&tailLines=100000'],
    ['fewer lines', ['--tail', '500'], 'query=kubelet&tailLines=500'],
    ['an earlier boot', ['--boot', '-1'], 'query=kubelet&tailLines=100000&boot=-1'],
    [
      'more than is wanted, because journalctl there takes the time for the zone of the node',
      ['--since', '2h'],
      'query=kubelet&tailLines=100000&sinceTime=2024-06-30T22%3A00%3A00Z',
    ],
    ['nothing by its end, which is left out here', ['--until', '2024-06-03'], 'query=kubelet&tailLines=100000'],
  ])('%s', async (_what, argv, query) => {
    server.answers.set(logsOf('worker-1'), text(200, HEALTHY))
    await node(['worker-1', ...argv])
    expect(server.asked).toEqual([`${logsOf('worker-1')}?${query}`])
  })

  test('a file by its whole path', async () => {
    server.answers.set(`${logsOf('worker-1')}messages`, text(200, HEALTHY))
    expect((await node(['worker-1', '--file', '/var/log/messages'])).code).toBe(0)
  })

  test('a file, as it is', async () => {
    server.answers.set(`${logsOf('worker-1')}kube%20let/kubelet.log`, text(200, HEALTHY))
    expect((await node(['worker-1', '--file', 'kube let/kubelet.log'])).code).toBe(0)
  })
})

test('--since and --until leave out here what the kubelet gave too much', async () => {
  server.answers.set(logsOf('worker-1'), text(200, WATCHES_EXHAUSTED))
  expect((await reportOf('worker-1', '--since', '2024-06-03')).incidents).toEqual([])
  expect((await reportOf('worker-1', '--until', '2024-06-01')).incidents).toEqual([])
  expect((await reportOf('worker-1', '--since', '2024-06-01', '--until', '2024-06-03')).incidents).toHaveLength(1)
})

test('a kubelet that logs to a file is asked again without options', async () => {
  const query = `${logsOf('worker-1')}?query=kubelet`
  const refusal = '\noptions present and query resolved to log files for [kubelet]\ntry without specifying options\n'
  server.answers.set(`${query}&tailLines=100000`, text(200, refusal))
  server.answers.set(query, text(200, WATCHES_EXHAUSTED))
  expect((await reportOf('worker-1')).incidents).toHaveLength(1)
})

test('a log that took a kubelet its 30 seconds is diagnosed, and it is told that its end may be missing', async () => {
  server.answers.set(logsOf('worker-1'), text(200, WATCHES_EXHAUSTED))
  let stderr = ''
  const io = { ...ioOf({ env: { PATH: FAKE() } }), clock: slowClock() }
  io.stderr.write = (chunk: unknown) => {
    stderr += String(chunk)
    return true
  }
  expect(await cli(['node', 'worker-1', `--server=${server.url}`], io)).toBe(2)
  expect(stderr).toBe(
    'kubelog-diagnose: worker-1: a kubelet gives its log 30 s, so its end may be missing: ask for less (--tail, --since)\n',
  )
})

/** Each look at it is half a minute later. */
function slowClock(): () => number {
  let now = 0
  return () => (now += 30_000)
}

describe('several nodes', () => {
  const both = (): void => {
    server.answers.set(logsOf('worker-1'), text(200, WATCHES_EXHAUSTED))
    server.answers.set(logsOf('worker-2'), text(200, WATCHES_EXHAUSTED.replaceAll('node-a', 'node-b')))
  }

  test('are one report, with the causes over all of them', async () => {
    both()
    const { fleet, inputs } = await reportOf('worker-1', 'worker-2', 'worker-1')
    expect(inputs.map(({ name }) => name)).toEqual(['worker-1', 'worker-2'])
    expect(fleet.map(({ rule, nodes }) => [rule, nodes])).toEqual([['inotify-watches-exhausted', 2]])
  })

  test('can be chosen by labels, or all', async () => {
    both()
    server.answers.set('/api/v1/nodes?labelSelector=pool%20in%20(a%2Cb)', nodeList('worker-2'))
    server.answers.set('/api/v1/nodes', nodeList('worker-2', 'worker-1'))
    expect((await reportOf('-l', 'pool in (a,b)')).inputs.map(({ name }) => name)).toEqual(['worker-2'])
    expect((await reportOf('--all')).inputs.map(({ name }) => name)).toEqual(['worker-1', 'worker-2'])
  })

  test('have pseudonyms with --redact, in messages too', async () => {
    both()
    server.answers.set(logsOf('worker-2'), failure(500, 'InternalError', 'node worker-2 is upset'))
    const { stdout, stderr } = await node(['worker-1', 'worker-2', '--redact', '-o', 'json'])
    expect(stderr).toMatch(/^kubelog-diagnose: input-2: .*node-2/)
    expect(stdout + stderr).not.toMatch(/worker|node-a/)
    const { incidents, inputs } = JSON.parse(stdout) as Report
    expect(incidents.map((incident) => incident.node)).toEqual(['node-3']) // the log has its own name for the first one
    expect(inputs.map(({ name }) => name)).toEqual(['input-1'])
  })

  test('of which one cannot be read are diagnosed without it, and it is told', async () => {
    both()
    server.answers.set(logsOf('worker-2'), failure(503, 'ServiceUnavailable', 'error trying to reach service: timeout'))
    const { code, stdout, stderr } = await node(['worker-1', 'worker-2', '--brief'])
    expect(code).toBe(2)
    expect(stdout).toContain('inotify watches exhausted')
    expect(stderr).toMatch(/^kubelog-diagnose: worker-2: the API server does not reach the kubelet/)
  })
})

// What goes wrong, and what is said. Every row but those that kubectl has no part in runs with the real kubectl too.
const NOT_ALLOWED =
  'nodes "worker-1" is forbidden: User "jane" cannot get resource "nodes/proxy" in API group "" at the cluster scope'
const WRONG: readonly (readonly [what: string, answer: Answer, words: string])[] = [
  ['is none', failure(404, 'NotFound', 'nodes "worker-0" not found'), 'there is no such node (see kubectl get nodes)'],
  ['may not be read', failure(403, 'Forbidden', NOT_ALLOWED), 'the verb "get" on the resource "nodes/proxy" is needed'],
  [
    'gives no logs away',
    text(405, 'logs endpoint is disabled.\n'),
    'log endpoint is switched off (enableSystemLogHandler',
  ],
  [
    'is down',
    text(503, 'error trying to reach service: dial tcp 10.0.0.7:10250: connect: connection refused\n'),
    'is the node up',
  ],
  ['does not know the caller', failure(401, 'Unauthorized', 'Unauthorized'), 'kubectl is not logged in'],
  [
    'refuses the query',
    text(406, 'query: Required value: cannot be empty with options\n'),
    'kubectl: query: Required value',
  ],
  [
    'has log queries switched off',
    listing('alternatives.log', 'kubelet.log', 'messages', 'pods/'),
    'Try --file kubelet.log or --file messages',
  ],
  [
    'has log queries switched off and no file',
    listing('pods/'),
    'on the node, journalctl -u kubelet | kubelog-diagnose',
  ],
  [
    'has no such service',
    text(200, '\nlog not found for kubelet\n'),
    'no log of the service kubelet: name the one that runs the kubelet',
  ],
  [
    'has no entries',
    text(200, '-- Journal begins at Mon 2024-05-06 07:00:00 UTC. --\n-- No entries --\n'),
    'no entries of that time',
  ],
  [
    'has no such boot',
    text(200, 'Data from the specified boot (-1) is not available: No such boot ID in journal\n'),
    'does not go back to the boot -1',
  ],
  ['cannot read its journal', text(200, '\nerror: journal output not available\n'), 'not available to the kubelet'],
  ['is silent', text(200, ''), 'the kubelet answered with an empty log'],
  ['breaks off', broken(WATCHES_EXHAUSTED), 'the connection broke: this is what came until then'],
]

describe('a node that', () => {
  const names = WRONG.map((_row, index) => `worker-${index}`)
  const all = (path?: string): Promise<Result> => {
    for (const [index, [, answer]] of WRONG.entries()) server.answers.set(logsOf(`worker-${index}`), answer)
    return node(names, path)
  }
  let told: Result
  beforeAll(async () => {
    told = await all()
  })

  test.each(WRONG.map(([what, , words], index) => [what, words, index] as const))(
    '%s is told in one line: %s',
    (_what, words, index) => {
      const lines = told.stderr.split('\n').filter((line) => line.startsWith(`kubelog-diagnose: worker-${index}: `))
      expect(lines).toEqual([expect.stringContaining(words)])
    },
  )

  test('is not diagnosed, but for what came before it broke off', () => {
    expect(told.code).toBe(2)
    expect(told.stdout).toContain('inotify watches exhausted')
  })

  withKubectl('is told in the same way by the real kubectl', async () => {
    expect(await all(process.env['PATH'])).toEqual(told)
  })
})

describe('kubectl', () => {
  test('gets the flags that are for it', async () => {
    expect((await node(['worker-1', '--context', 'nope'])).stderr).toBe(
      'kubelog-diagnose: worker-1: kubectl: context "nope" does not exist\n',
    )
  })

  test('may say something else, such as where to log in', async () => {
    server.answers.set(logsOf('worker-1'), text(200, HEALTHY))
    const { code, stderr } = await node(['worker-1', '--user', 'warned'])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'kubelog-diagnose: kubectl: To sign in, open https://login.example/device\n',
    })
  })

  test('may be missing', async () => {
    const { code, stderr } = await node(['worker-1'], join(folder, 'empty'))
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'kubelog-diagnose: worker-1: there is no kubectl on the PATH\n',
    })
  })

  test('may find no API server', async () => {
    const { stderr } = await run(['node', 'worker-1', '--server', 'http://127.0.0.1:9'], { env: { PATH: FAKE() } })
    expect(stderr).toContain('worker-1: kubectl: The connection to the server 127.0.0.1:9 was refused')
  })
})

describe('a list of nodes that', () => {
  test.each<[string, string[], Answer, string]>([
    [
      'may not be read',
      ['--all'],
      failure(
        403,
        'Forbidden',
        'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope',
      ),
      'nodes: you may not list nodes',
    ],
    ['is empty', ['-l', 'pool=x'], nodeList(), 'no node has the labels pool=x'],
    ['is none', ['--all'], text(200, 'hello'), 'the API server gave no list of nodes'],
    [
      'has hostile names',
      ['--all'],
      json(200, { items: [{ metadata: { name: '../../secrets' } }, {}, null] }),
      'no node',
    ],
  ])('%s is told', async (_what, argv, answer, words) => {
    server.answers.set('/api/v1/nodes', answer)
    const { code, stderr } = await node(argv)
    expect(code).toBe(2)
    expect(stderr).toContain(words)
  })
})

describe('the plugin', () => {
  const PLUGIN = fileURLToPath(new URL('../../../dist/kubectl.js', import.meta.url))
  /** Not spawnSync(): the API server is in this process. */
  const started = async (command: string, argv: readonly string[], path: string): Promise<[string, unknown]> => {
    const child = spawn(command, argv, { env: { ...process.env, PATH: path }, stdio: ['ignore', 'pipe', 'inherit'] })
    const [stdout, [code]] = await Promise.all([textOf(child.stdout), once(child, 'exit')])
    return [stdout, code]
  }

  test('is the command `node`', async () => {
    server.answers.set(logsOf('worker-1'), text(200, WATCHES_EXHAUSTED))
    const argv = [PLUGIN, 'worker-1', `--server=${server.url}`, '--brief', '--no-config']
    const [stdout, code] = await started(process.execPath, argv, FAKE())
    expect(stdout).toContain('inotify watches exhausted')
    expect(code).toBe(1)
  })

  withKubectl('is found and run by kubectl', async () => {
    await symlink(PLUGIN, join(folder, 'empty', 'kubectl-kubelog_diagnose')).catch(() => {})
    server.answers.set(logsOf('worker-1'), text(200, WATCHES_EXHAUSTED))
    const path = [process.env['PATH'], join(folder, 'empty')].join(delimiter)
    const argv = ['kubelog_diagnose', 'worker-1', `--server=${server.url}`, '--brief', '--no-config']
    const [stdout, code] = await started('kubectl', argv, path)
    expect(stdout).toContain('inotify watches exhausted')
    expect(code).toBe(1)
  })
})

describe('the TAB key behind `kubectl kubelog-diagnose` offers', () => {
  const offered = async (...words: string[]): Promise<string> => {
    server.answers.set('/api/v1/nodes', nodeList('worker-1', 'cp-1', 'worker-2'))
    const argv = ['__complete-node', `--server=${server.url}`, ...words]
    return (await run(argv, { env: { PATH: FAKE() } })).stdout
  }

  test.each([
    ['the nodes of the cluster', ['wor'], 'worker-1\nworker-2\n:4\n'],
    ['more nodes', ['worker-1', ''], 'cp-1\nworker-1\nworker-2\n:4\n'],
    ['options', ['worker-1', '--bri'], '--brief\tOne line an incident\n:4\n'],
    ['values', ['-o', 'js'], 'json\n:4\n'],
    ['files, where they are wanted', ['--kubeconfig', ''], ':0\n'],
    ['nothing where kubectl fails', ['--context', 'nope', 'w'], ':4\n'],
  ])('%s', async (_what, words, stdout) => {
    expect(await offered(...words)).toBe(stdout)
  })

  withKubectl('the same when kubectl asks', async () => {
    server.answers.set('/api/v1/nodes', nodeList('worker-1', 'cp-1'))
    const complete = fileURLToPath(new URL('../../../dist/kubectl-complete.js', import.meta.url))
    const plugin = fileURLToPath(new URL('../../../dist/kubectl.js', import.meta.url))
    const bin = await folderWith({})
    await symlink(plugin, join(bin, 'kubectl-kubelog_diagnose'))
    await symlink(complete, join(bin, 'kubectl_complete-kubelog_diagnose'))
    const env = { ...process.env, PATH: [process.env['PATH'], bin].join(delimiter) }
    const argv = ['__complete', 'kubelog-diagnose', '--server', server.url, 'wor']
    const child = spawn('kubectl', argv, { env, stdio: ['ignore', 'pipe', 'ignore'] })
    expect(await textOf(child.stdout)).toBe('worker-1\n:4\n')
    await rm(bin, { recursive: true })
  })
})

describe('wrong usage', () => {
  test.each<[string[], string]>([
    [[], 'which node? (kubectl get nodes; --selector, --all)'],
    [['worker_1'], '"worker_1" is no name of a node'],
    [['../secrets'], '"../secrets" is no name of a node'],
    [['worker-1', '--all'], 'name nodes, or choose them with --selector or --all, not both'],
    [['worker-1', '--boot', '1'], '--boot: give 0 for this boot, -1 for the one before, and so on'],
    [['worker-1', '--since', 'yesterday'], '--since: "yesterday" is no time'],
    [['worker-1', '--file', '../../pods'], '--file: "../../pods" is no file below /var/log'],
    [['worker-1', '--tail', '0'], '--tail: give a whole number above 0'],
    [['worker-1', '--file', 'messages', '--unit', 'k3s'], '--file is read as it is'],
    [['worker-1', '--contxt', 'x'], 'no such option: --contxt; did you mean --context?'],
  ])('%j is told, and nothing is asked for', async (argv, words) => {
    const { code, stderr } = await node(argv)
    expect(code).toBe(2)
    expect(stderr).toContain(words)
    expect(server.asked).toEqual([])
  })
})

test('what kubectl says that is not known is passed on, cut to a line', () => {
  expect(kubectlProblem('error: something new\nand more')).toBe('kubectl: something new')
  expect(kubectlProblem(`error: ${'x'.repeat(9000)}`).length).toBeLessThan(600)
})

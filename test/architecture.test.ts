// Who may know whom. A change that breaks a row here is either a mistake or a decision: then the row says it, with its reason.
import { describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { SOURCE, type SourceFile } from './source.ts'

/** A folder of src/, or a file right in it. */
type Part = string

/** What a part may import besides itself: folders or single files. Values may be imported as types too. */
interface May {
  readonly types?: readonly string[]
  readonly values?: readonly string[]
}

// Data flows one way: lines -> journal -> klog -> time -> match -> correlate -> report. A stage knows the types of stages before it.
// Values are for everyone to import from: errors.ts (what is thrown), time/instant.ts (units of time, toIso) and rules/rule.ts
// (the levels in their order, isFailure), none of which has any state or does any work of a stage.
const PARTS: Readonly<Record<Part, May>> = {
  'errors.ts': {},
  lines: {},
  journal: {},
  // Words in place of secrets, for whoever shows a text.
  mask: {},
  klog: { types: ['journal'] },
  time: { types: ['journal', 'klog'] },
  yaml: { types: ['errors.ts'] },
  rules: { types: ['klog'], values: ['errors.ts', 'time/instant.ts', 'yaml'] },
  config: { types: ['errors.ts', 'match', 'rules'], values: ['rules/nearest.ts', 'time/instant.ts', 'yaml'] },
  match: { types: ['klog', 'rules'], values: ['klog/pod-name.ts'] },
  correlate: { types: ['klog', 'match'], values: ['mask/mask.ts', 'rules/rule.ts', 'time/instant.ts'] },
  // rules/applies.ts says which steps of a remedy are for a node; the check of rules asks it too.
  report: {
    types: ['correlate', 'rules'],
    // How things are grouped, and from when to when several stretches of time last.
    values: [
      'correlate/group.ts',
      'correlate/stretches.ts',
      'mask',
      'rules/applies.ts',
      'rules/rule.ts',
      'time/instant.ts',
    ],
  },
  // Pseudonyms for names in what is shown.
  redact: { types: ['host', 'inspect', 'report', 'stream/event.ts'], values: ['mask'] },
  // The HTML report in the browser: it shows a report, in the words of the text report.
  page: { values: ['report', 'rules/rule.ts'] },
  // The page that diagnoses in the browser: it joins what reads, what diagnoses and what shows.
  web: { types: ['rules'], values: ['diagnose.ts', 'input', 'page', 'redact', 'report', 'time/zone.ts'] },
  // What joins stages.
  'observer.ts': { types: ['config', 'klog', 'match'], values: ['correlate', 'time/instant.ts'] },
  'session.ts': {
    types: ['lines', 'match'],
    // commonest() names the format of an input by its lines, which the session counts and a merge of states adds up.
    values: ['journal', 'klog', 'time', 'correlate', 'observer.ts'],
  },
  // A short way round the stages for lines that need not be looked at. It goes through the session, which accounts for them.
  scan: {
    types: [
      'correlate/repeated-line.ts',
      'correlate/room.ts',
      'journal',
      'match',
      'observer.ts',
      'session.ts',
      'time/order.ts',
    ],
    values: ['correlate/buckets.ts', 'journal/boots.ts', 'journal/json-fields.ts', 'lines/split.ts', 'time/instant.ts'],
  },
  'diagnose.ts': {
    types: ['rules'],
    // How much a window gives is how much it gathers of what comes in less.
    values: ['input/window.ts', 'lines', 'match', 'correlate', 'redact', 'report', 'scan', 'session.ts'],
  },
  // A whole log as a stream of events. stream/node.ts is for Node.
  stream: {
    types: ['klog', 'match'],
    values: [
      'correlate',
      'lines',
      'mask',
      'match',
      'redact',
      'report',
      'rules/rule.ts',
      'scan',
      'session.ts',
      'time/instant.ts',
    ],
  },
  // A log that is being written. It reads what was read last once more, on a session of its own, to see ahead.
  follow: {
    types: ['rules/rule.ts'],
    values: ['correlate', 'journal/marker.ts', 'lines', 'match', 'report', 'session.ts', 'time/instant.ts'],
  },
  // What looks at single records and not at incidents; it counts and cites them as the correlator does.
  inspect: {
    types: ['rules'],
    values: ['journal', 'klog', 'time', 'match', 'correlate'],
  },
  check: { types: ['errors.ts'], values: ['journal', 'klog', 'rules', 'match', 'correlate/graph.ts'] },
  // What reads and writes. input/ goes before lines/, whose limiter and line ends it puts around split2.
  input: { values: ['lines'] },
  // The machine itself, when it is asked for: nothing of a log. It says what it may not read in the words of input/.
  host: { values: ['correlate/group.ts', 'input/problems.ts'] },
  cli: {
    // What workers of the command give back is the correlator's state.
    types: ['correlate/state.ts', 'session.ts', 'match', 'scan'],
    values: [
      'check',
      'config',
      'correlate/group.ts',
      'diagnose.ts',
      'errors.ts',
      'follow/follow.ts',
      'host',
      'input',
      'inspect',
      // The names of the formats, for --format.
      'journal/entry.ts',
      'lines/limit.ts',
      'mask',
      'match/re2.ts',
      'redact',
      'report',
      'rules',
      // What a thread makes runs with.
      'scan/kernel.ts',
      'scan/runner.ts',
      'scan/sweep.ts',
      'time/zone.ts',
    ],
  },
  'bin.ts': { values: ['cli/main.ts'] },
  // A process that reads for another one.
  'worker.ts': { values: ['cli/main.ts'] },
  // A thread that helps one.
  'sweeper.ts': { values: ['cli/jobs/sweeper.ts'] },
  // A thread that unpacks for one.
  'unpacker.ts': { values: ['input/compression/gunzip-windows.ts'] },
  // The plugin of kubectl: the same program, with its command given.
  'kubectl.ts': { values: ['bin.ts'] },
  'kubectl-complete.ts': { values: ['bin.ts'] },
  'index.ts': {
    values: [
      'config/config.ts',
      'rules/rule.ts',
      'diagnose.ts',
      'follow',
      'stream',
      'session.ts',
      'lines',
      'journal',
      'klog',
      'time',
      'match',
      'correlate',
      'redact',
      'report',
    ],
  },
  'node.ts': {
    values: ['errors.ts', 'rules', 'check', 'match/re2.ts', 'input', 'report/load-page.ts', 'stream/node.ts'],
  },
}

/** Every package that the program loads, and where alone: a folder, or a file. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@date-fns/tz': ['time/zone.ts', 'cli/times.ts'],
  ajv: ['yaml/schema.ts'],
  'date-fns': ['cli/times.ts'],
  'fast-glob': ['input', 'rules/load.ts'],
  'fast-string-width': ['report/text/page.ts'],
  'fast-wrap-ansi': ['report/text/page.ts'],
  leven: ['rules/nearest.ts'],
  'modern-tar': ['input'],
  re2js: ['match/re2.ts'],
  'seek-bzip': ['input'],
  split2: ['input/lines.ts'],
  'xz-decompress': ['input'],
  yaml: ['yaml/read.ts', 'cli/rules.ts', 'cli/rules-new.ts'],
  // Values in cli.ts alone; the definition of the commands and its recorder know its types.
  yargs: ['cli'],
  yauzl: ['input'],
  zstddec: ['input'],
}

/** What may use Node's own modules and globals. The rest of input/ reads logs in a browser too. */
const NODE = [
  ...['archive/zip.ts', 'archive/zip-source.ts', 'compression/gzip.ts', 'compression/xz.ts'].map(
    (path) => `input/${path}`,
  ),
  ...['compression/gunzip-thread.ts', 'compression/gunzip-windows.ts'].map((path) => `input/${path}`),
  ...['find.ts', 'journalctl.ts', 'lines.ts', 'pipe.ts', 'windows.ts'].map((path) => `input/${path}`),
  'host',
  'cli',
  'bin.ts',
  'kubectl.ts',
  'kubectl-complete.ts',
  'report/load-page.ts',
  'rules/load.ts',
  'stream/node.ts',
  'sweeper.ts',
  'unpacker.ts',
  'yaml/schema.ts',
]

const partOf = (path: string): Part => (path in PARTS ? path : (path.split('/', 1)[0] ?? path))
const isIn = (path: string, places: readonly string[]): boolean =>
  places.some((place) => path === place || path.startsWith(`${place}/`))
const isOurs = (from: string): boolean => from.endsWith('.ts')
const filesOf = (part: Part): readonly SourceFile[] => SOURCE.filter(({ path }) => partOf(path) === part)

describe('the parts of src/', () => {
  test('are those of the table', () => {
    expect([...new Set(SOURCE.map(({ path }) => partOf(path)))].sort()).toEqual(Object.keys(PARTS).sort())
  })

  test.each(Object.entries(PARTS))('%s imports only what it may know', (part, { types = [], values = [] }) => {
    const wrong = filesOf(part).flatMap(({ path, imports }) =>
      imports
        .filter(({ from }) => isOurs(from) && partOf(from) !== part)
        .filter(({ from, isType }) => !isIn(from, isType ? [...types, ...values] : values))
        .map(({ from, isType }) => `${path} imports ${isType ? 'types' : 'values'} of ${from}`),
    )
    expect(wrong).toEqual([])
  })

  test.each(Object.entries(PARTS))('%s needs all that it may know', (part, { types = [], values = [] }) => {
    const imports = filesOf(part).flatMap((file) => file.imports)
    const unused = [
      ...types.filter((place) => !imports.some(({ from, isType }) => isType && isIn(from, [place]))),
      ...values.filter((place) => !imports.some(({ from, isType }) => !isType && isIn(from, [place]))),
    ]
    expect(unused).toEqual([])
  })
})

describe('packages', () => {
  const uses = SOURCE.flatMap(({ path, imports }) =>
    imports.filter(({ from }) => !isOurs(from) && !from.startsWith('node:')).map(({ from }) => ({ path, from })),
  )

  test('are used where the table says', () => {
    expect(uses.filter(({ path, from }) => !isIn(path, PACKAGES[from] ?? []))).toEqual([])
  })

  test('are the dependencies of the package, no more and no fewer', () => {
    const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      dependencies: Record<string, string>
    }
    expect([...new Set(uses.map(({ from }) => from))].sort()).toEqual(Object.keys(dependencies).sort())
    expect(Object.keys(PACKAGES).sort()).toEqual(Object.keys(dependencies).sort())
  })
})

describe('the platform', () => {
  test("Node's modules are only where files, streams and the process are dealt with", () => {
    const users = SOURCE.filter(({ imports }) => imports.some(({ from }) => from.startsWith('node:')))
    expect(users.map(({ path }) => path).filter((path) => !isIn(path, NODE))).toEqual([])
  })

  test("Node's globals are too", () => {
    const users = SOURCE.filter(({ code }) => /(?<![\w.'"-])(?:process|Buffer|setImmediate|require)(?=[.(])/.test(code))
    expect(users.map(({ path }) => path).filter((path) => !isIn(path, NODE))).toEqual([])
  })

  test('nothing writes to the console', () => {
    expect(SOURCE.filter(({ code }) => /\bconsole\./.test(code)).map(({ path }) => path)).toEqual([])
  })

  test('nothing but what a program begins with looks at the clock, and nothing throws dice', () => {
    const users = SOURCE.filter(({ code }) =>
      /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bMath\.random\b/.test(code),
    )
    expect(users.map(({ path }) => path)).toEqual(['bin.ts', 'web/main.ts'])
  })
})

describe('what the library loads', () => {
  /** Every file and package behind a file, by imports of values, those on demand included. */
  function graph(entry: string): Set<string> {
    const seen = new Set([entry])
    for (const from of seen) {
      const imports = SOURCE.find(({ path }) => path === from)?.imports ?? []
      for (const next of imports) if (!next.isType) seen.add(next.from)
    }
    return seen
  }

  test('needs no Node, no files and no command line', () => {
    const loaded = [...graph('index.ts')]
    expect(loaded.filter((from) => isIn(from, NODE))).toEqual([])
    expect(loaded.filter((from) => !isOurs(from)).sort()).toEqual([
      '@date-fns/tz',
      'fast-string-width',
      'fast-wrap-ansi',
      're2js',
    ])
  })

  test.each(['web/main.ts', 'web/worker.ts'])('%s needs no Node', (entry) => {
    expect([...graph(entry)].filter((from) => isIn(from, NODE) || from.startsWith('node:'))).toEqual([])
  })

  test('for Node has no command line', () => {
    const loaded = [...graph('node.ts')]
    expect(loaded).toContain('fast-glob')
    expect(loaded).not.toContain('yargs')
    expect(loaded.filter((from) => isIn(from, ['cli', 'bin.ts']))).toEqual([])
  })
})

describe('a failure mode', () => {
  const rules = new URL('../rules', import.meta.url)
  const ids = readdirSync(rules, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => basename(path, '.yaml'))

  test('is added by a file in rules/ alone: src/ names none', () => {
    expect(ids.length).toBeGreaterThan(100)
    const named = new RegExp(`(?<![\\w-])(?:${ids.join('|')})(?![\\w-])`, 'g')
    const found = SOURCE.flatMap(({ path, code }) => [...code.matchAll(named)].map(([id]) => `${path}: ${id}`))
    expect(found).toEqual([])
  })
})

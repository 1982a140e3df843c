// `kubelog-diagnose rules new <id>`: a line from stdin -> a rule file to start from.
import { Document, isCollection, isScalar, visit } from 'yaml'
import { UsageError } from '../errors.ts'
import { DEFAULT_LIMITS } from '../input/limits.ts'
import { draftRule, type Draft } from '../inspect/draft.ts'
import { maskSecrets } from '../mask/mask.ts'
import { sanitize } from '../report/sanitize.ts'
import { builtinRules } from '../rules/load.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { readInputs } from './read-inputs.ts'
import { complain, write } from './write.ts'

/** Lines of one record; more are a log. */
const MAX_LINES = 200
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

export async function newRule(id: string, area: string | undefined, io: Io): Promise<ExitCode> {
  requireSlug('the id', id)
  if (area !== undefined) requireSlug('--area', area)
  if (io.stdin.isTTY === true)
    throw new UsageError('no input: pipe the line in that the rule shall match (tail -n 1 kubelet.log | ...)')
  const lines = (await readLines(io)).map(maskSecrets)
  const draft = draftRule(id, lines)
  if (draft === undefined) throw new UsageError('the line has no constant text that a rule could look for')
  const isKnown = (await builtinRules()).some((rule) => rule.id === id)
  if (isKnown) complain(io, `there is a rule ${id} already; with --rules this one takes its place`)
  await write(io.stdout, toYaml(draft, area))
  return EXIT.fine
}

function requireSlug(what: string, text: string): void {
  if (!SLUG.test(text)) throw new UsageError(`${what} "${text}" must be lower-case words joined by hyphens`)
}

async function readLines(io: Io): Promise<string[]> {
  const lines: string[] = []
  const enough = new AbortController()
  const read = async (_name: string, all: AsyncIterable<string>): Promise<void> => {
    for await (const line of all) {
      if (line.trim() !== '' && lines.push(line) > MAX_LINES) return enough.abort()
    }
  }
  const interrupt = AbortSignal.any([io.interrupt, enough.signal])
  const { problems } = await readInputs([], { read }, {}, DEFAULT_LIMITS, { ...io, interrupt })
  const [problem] = problems
  if (problem !== undefined) throw new UsageError(`${problem.name}: ${problem.message}`)
  if (lines.length > MAX_LINES) throw new UsageError('give the line (or the lines of one record), not a whole log')
  if (lines.length === 0) throw new UsageError('there is no line on stdin')
  return lines
}

const LINKS =
  ' explains: [rules that this one leads to], recoveredBy: [rules that prove the recovery], where there are any'
const ONE_LINE: ReadonlySet<unknown> = new Set(['severity', 'identifier', 'captures'])
const OWN = ' TODO names, ids and times of your own, before others see it'

function toYaml({ rule, alternatives }: Draft, area: string | undefined): string {
  const { id, title, role, level, status, description, impact, subject, ...rest } = rule
  const { signatures, falsePositives, remediation, samples } = rest
  const about = subject === 'node' ? {} : { subject }
  const head = { id, title, role, level, status, description, impact, ...about, window: '10m' }
  const document = new Document({ ...head, signatures, falsePositives, remediation, samples })
  const file = `${area === undefined ? '' : `${area}/`}${id}.yaml`
  document.commentBefore = ` Save it as ${file} in a folder of yours; \`rules check FOLDER\` then tells what is left to do.`
  visit(document, {
    Pair: (_key, pair) => {
      if (!isScalar(pair.key)) return
      if (pair.key.value === 'signatures') pair.key.commentBefore = LINKS
      if (pair.key.value === 'contains' && isScalar(pair.value)) pair.value.comment = alternativesWords(alternatives)
      if (pair.key.value === 'match') pair.key.commentBefore = OWN
      if (isCollection(pair.value) && ONE_LINE.has(pair.key.value)) pair.value.flow = true
    },
    Scalar: (_key, scalar) => {
      if (typeof scalar.value === 'string' && isUnsafe(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  // In double quotes, sanitize()'s escapes are YAML's.
  return safe(document.toString({ lineWidth: 0, singleQuote: true }))
}

function alternativesWords(alternatives: Draft['alternatives']): string {
  return alternatives.map(({ contains, at }) => ` or: ${contains} (at: ${at})`).join(';')
}

/** Text without control characters, but for the TABs of blocks, which samples need. */
function safe(text: string): string {
  return text.split('\t').map(sanitize).join('\t')
}

function isUnsafe(text: string): boolean {
  return safe(text) !== text
}

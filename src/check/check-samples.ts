// The samples of a rule: each signature is hit by one of them with the stated captures, no other rule fires unasked, and what must not
// match does not.
import type { CausalGraph } from '../correlate/graph.ts'
import type { RuleError } from '../errors.ts'
import type { Matcher } from '../match/matcher.ts'
import type { Match } from '../match/signature.ts'
import type { RuleFile } from '../rules/decode.ts'
import { isFailure, type MatchSample } from '../rules/rule.ts'
import { runSample, type MatchedRecord } from './run-sample.ts'

export function checkSamples(file: RuleFile, matcher: Matcher, graph: CausalGraph): RuleError[] {
  const { rule, error } = file
  const untested = rule.signatures.flatMap(({ id }, index) =>
    rule.samples.match.some(({ signature }) => signature === id)
      ? []
      : [error('SIGNATURE_WITHOUT_SAMPLE', ['signatures', index], `no sample is for signature \`${id}\``)],
  )
  return [
    ...untested,
    ...unproven(file),
    ...rule.samples.match.flatMap((sample, index) => checkMatch(file, sample, index, matcher, graph)),
    ...rule.samples.noMatch.flatMap(({ log }, index) => {
      const hit = runSample(log, matcher)
        .flatMap(({ matches }) => matches)
        .find((match) => match.rule.id === rule.id)
      if (hit === undefined) return []
      return [
        error(
          'NO_MATCH_HIT',
          ['samples', 'noMatch', index],
          `signature \`${hit.signature}\` matches what must not match`,
        ),
      ]
    }),
  ]
}

function unproven({ rule, error }: RuleFile): RuleError[] {
  if (rule.status !== 'stable') return []
  const missing = rule.signatures.filter(
    ({ id }) => !rule.samples.match.some(({ signature, from }) => signature === id && from !== 'synthetic'),
  )
  return missing.map(({ id }) =>
    error('STATUS_UNPROVEN', ['status'], `\`stable\`, but no sample of \`${id}\` names a source`),
  )
}

function checkMatch(
  file: RuleFile,
  sample: MatchSample,
  index: number,
  matcher: Matcher,
  graph: CausalGraph,
): RuleError[] {
  const { rule, error } = file
  const path = ['samples', 'match', index]
  const records = runSample(sample.log, matcher)
  const all = records.flatMap(({ matches }) => matches)
  const own = all.filter((match) => match.rule.id === rule.id)
  const hits = own.filter(({ signature }) => signature === sample.signature)
  if (hits.length === 0) return [error('SAMPLE_UNMATCHED', path, unmatchedWords(sample, own, all))]
  return [
    ...(provesNothing(records, rule.id, sample)
      ? [error('SAMPLE_PROVES_NOTHING', path, 'the sample is nothing but the pattern')]
      : []),
    ...wrong('captures', sample, hits).map((message) => error('SAMPLE_CAPTURES', [...path, 'captures'], message)),
    ...wrong('facts', sample, hits).map((message) => error('SAMPLE_FACTS', [...path, 'facts'], message)),
    ...crossFire(rule.id, sample, all, graph).map((message) => error('SAMPLE_CROSS_FIRE', path, message)),
  ]
}

function unmatchedWords({ signature }: MatchSample, own: readonly Match[], all: readonly Match[]): string {
  const noise = all.find(({ rule }) => rule.role === 'noise')
  if (own.length > 0) return `signature \`${own[0]?.signature}\` comes before \`${signature}\` here`
  if (noise !== undefined) return `the noise rule \`${noise.rule.id}\` takes the record`
  return `signature \`${signature}\` does not match`
}

/** A real record has a time stamp or a klog header, and a klog message says more than the literal. */
function provesNothing(records: readonly MatchedRecord[], id: string, sample: MatchSample): boolean {
  return records.every(({ record, matches }) => {
    const match = matches.find(({ rule, signature }) => rule.id === id && signature === sample.signature)
    if (match === undefined) return true
    if (record.stamp === undefined && record.header === undefined && !sample.log.trimEnd().includes('\n'))
      return record.text.length < 40
    const literal = match.rule.signatures.find((signature) => signature.id === match.signature)?.contains
    return record.kind === 'klog' && record.text.trim() === literal
  })
}

/** What is wrong with the captures or facts of the hit that is nearest to what the sample states. */
function wrong(what: 'captures' | 'facts', sample: MatchSample, hits: readonly Match[]): string[] {
  const wrongIn = (hit: Match): string[] =>
    Object.entries(sample[what] ?? {})
      .filter(([name, value]) => hit[what]?.[name] !== value)
      .map(([name, value]) => `\`${name}\` is ${quote(hit[what]?.[name])}, not ${quote(value)}`)
  const best = hits.map(wrongIn).sort((a, b) => a.length - b.length)[0]
  return best ?? []
}

function crossFire(id: string, { also = [] }: MatchSample, all: readonly Match[], graph: CausalGraph): string[] {
  const strangers = all.filter(({ rule }) => {
    const isLinked = graph.distance(rule.id, id) !== undefined || graph.distance(id, rule.id) !== undefined
    return rule.id !== id && isFailure(rule) && !isLinked && !also.includes(rule.id)
  })
  return [
    ...new Set(
      strangers.map(({ rule, signature }) => `${rule.id} (${signature}) fires too, and neither explains the other`),
    ),
  ]
}

function quote(value: string | undefined): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}

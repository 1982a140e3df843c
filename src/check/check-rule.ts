// What must hold in one rule by itself, beyond its schema.
import type { RuleError } from '../errors.ts'
import { groupNames, platformRegex, type RegexCompiler } from '../match/regex.ts'
import type { RuleFile } from '../rules/decode.ts'
import { isFailure, type Signature } from '../rules/rule.ts'

const EMPTY_WORDS =
  /^(?:check|see|read|inspect|look at|review)(?: the)?(?: kubelet| system)? logs?(?: for (?:details|errors))?\.?$/i

/** `linear` compiles for the engine of custom rules, which refuses what cannot be matched in linear time. */
export function checkRule(file: RuleFile, linear: RegexCompiler): RuleError[] {
  const { rule } = file
  return [
    ...rule.signatures.flatMap((signature, index) => checkSignature(file, signature, index, linear)),
    ...checkRemediation(file),
  ]
}

function checkSignature(
  { rule, error }: RuleFile,
  signature: Signature,
  index: number,
  linear: RegexCompiler,
): RuleError[] {
  const at = (...path: (string | number)[]): (string | number)[] => ['signatures', index, ...path]
  const regexes: [path: (string | number)[], source: string][] = [
    ...(signature.regex === undefined ? [] : [[at('regex'), signature.regex] as [(string | number)[], string]]),
    ...(signature.not ?? []).map((source, number): [(string | number)[], string] => [at('not', number), source]),
    ...Object.entries(signature.values ?? {}).map(([key, source]): [(string | number)[], string] => [
      at('values', key),
      source,
    ]),
  ]
  const known = new Set([
    ...groupNames(signature.regex ?? ''),
    ...Object.keys(signature.captures ?? {}),
    ...(rule.subject === 'node' ? [] : [rule.subject]), // the key of that name is captured unasked
  ])
  const unknown = [...(signature.summary ?? '').matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => !known.has(name))
  return [
    ...regexes.flatMap(([path, source]) => {
      const message = regexProblem(source, linear)
      return message === undefined ? [] : [error('REGEX_INVALID', path, message)]
    }),
    ...unknown.map((name) => error('CAPTURE_UNKNOWN', at('summary'), `\`${name}\` is no capture of this signature`)),
  ]
}

function regexProblem(source: string, linear: RegexCompiler): string | undefined {
  try {
    platformRegex(source)
    linear(source)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function checkRemediation({ rule, error }: RuleFile): RuleError[] {
  if (!isFailure(rule)) return []
  const missing = (['confirm', 'mitigate'] as const).filter(
    (phase) => !rule.remediation.some((step) => step.phase === phase),
  )
  return [
    ...missing.map((phase) => error('REMEDIATION_INCOMPLETE', ['remediation'], `there is no \`${phase}\` step`)),
    ...rule.remediation.flatMap((step, index) => {
      const path = ['remediation', index]
      const errors = EMPTY_WORDS.test(step.title)
        ? [error('REMEDIATION_EMPTY_WORDS', path, `"${step.title}" tells nobody what to do`)]
        : []
      const isRiskMissing = step.phase === 'mitigate' && step.command !== undefined && step.risk === undefined
      return isRiskMissing
        ? [...errors, error('REMEDIATION_INCOMPLETE', path, 'a mitigate step with a command states its `risk`')]
        : errors
    }),
  ]
}

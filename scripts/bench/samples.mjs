// Matching lines for the synthetic logs: one-line klog samples of the built-in rules that hold a literal and count as explained or noise.
import { Matcher } from '../../dist/match/matcher.js'
import { runSample } from '../../dist/check/run-sample.js'

/** `E` and what stands behind the header's pid. */
export function samplesOf(rules) {
  const matcher = new Matcher(rules)
  return rules
    .filter(({ role }) => role === 'cause' || role === 'effect')
    .flatMap(({ samples }) => samples.match.map(({ log }) => log.trimEnd()))
    .filter((log) => !log.includes('\n'))
    .flatMap((log) => runSample(log, matcher))
    .filter(
      ({ record, matches }) =>
        record.header?.severity !== undefined &&
        matches.some(({ rule }) => rule.role === 'cause' || rule.role === 'effect'),
    )
    .map(({ record }) => `${record.header.severity}${record.header.file}:${record.header.line}] ${record.text}`)
}

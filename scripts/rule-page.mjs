// The page of one rule, always in the same order of headings: what it is, how to see it, where it comes from, what to do.
import { showCommand } from './show-command.mjs'

const PHASES = { confirm: 'Confirm', mitigate: 'Mitigate', prevent: 'Prevent' }
/** Characters of a sample's line that are shown. */
const MAX_LINE = 400

export function rulePage(rule, rules) {
  const byId = new Map(rules.map((other) => [other.id, other]))
  const causes = rules.filter(({ explains }) => explains.includes(rule.id)).map(({ id }) => id)
  const links = (ids) => ids.map((id) => `- [${byId.get(id)?.title ?? id}](${id}.md)`)
  const parts = [
    `# ${rule.title}`,
    `[Rules](README.md#${rule.area}) · \`${rule.id}\` · ${kind(rule)}`,
    rule.description.trim(),
    rule.impact && `**Impact.** ${rule.impact.trim()}`,
    section('See it', seeIt(rule)),
    ...Object.entries(PHASES).map(([phase, title]) =>
      section(title, rule.remediation.filter((step) => step.phase === phase).map(remedy)),
    ),
    section(
      'When this can be wrong',
      rule.falsePositives.map((text) => `- ${text.trim()}`),
    ),
    section('When it counts', persistence(rule)),
    section('Led to by', links(causes)),
    section('Leads to', links(rule.explains)),
    section('Recovery shows as', links(rule.recoveredBy)),
    section(
      'Wordings',
      [...rule.signatures.map((signature) => shape(signature, rule)), ...occurrences(rule, byId)],
      '\n\n',
    ),
    section(
      'Further information',
      rule.references.map((url) => `- <${url}>`),
    ),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function seeIt(rule) {
  const command = showCommand(rule)
  return command === undefined
    ? []
    : [`${command}\n\nNot every line with these words counts: see [wordings](#wordings).`]
}

function kind({ role, level, subject, marks }) {
  if (marks === 'fact') return 'tells what the node is'
  if (role === 'noise') return 'known and harmless'
  const about = subject === 'node' ? '' : ` · about ${/^[aeiou]/.test(subject) ? 'an' : 'a'} ${subject}`
  return role === 'cause' || role === 'effect' ? `${role} · ${level}${about}` : role
}

function section(title, items, between = '\n') {
  const shown = items.filter(Boolean)
  return shown.length === 0 ? undefined : `## ${title}\n\n${shown.join(between)}`
}

/** One wording: a line as it stands in a log, and the conditions that it must meet. */
function shape(signature, rule) {
  const { id, summary, facts, decisive, confidence = 'high', at, contains } = signature
  const sample = rule.samples.match.find((candidate) => candidate.signature === id)
  const notes = [
    decisive && 'decides by itself',
    confidence !== 'high' && `${confidence} confidence`,
    facts &&
      `tells ${Object.entries(facts)
        .map(([fact, value]) => `${fact} ${value}`)
        .join(', ')}`,
  ].filter(Boolean)
  const words = summary && at !== 'identifier' ? `: ${summary}` : ''
  return [
    `**${id}**${words}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`,
    sample && fenced('text', lineOf(sample.log, contains)),
    conditions(signature),
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** The line of a sample that the literal stands in, cut where it is very long. */
function lineOf(log, literal) {
  const lines = log.trimEnd().split('\n')
  const line = lines.find((candidate) => candidate.replace(/\\+"/g, '"').includes(literal)) ?? lines[0]
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE)} ...`
}

function conditions({ contains, at, severity, identifier, file, values, regex, not }) {
  if (at === 'identifier') return `Every line of \`${contains}\`.`
  const place = { head: 'at the beginning of the message', err: 'in `err`', values: 'in a value' }[at]
  const also = [
    severity && `severity ${severity.join(', ')}`,
    identifier && `from ${identifier.join(', ')}`,
    file && `file ${file.join(', ')}`,
    ...Object.entries(values ?? {}).map(([key, pattern]) => `\`${key}\` like ${code(pattern)}`),
  ].filter(Boolean)
  const head = [`${code(contains)}${place ? ` ${place}` : ''}`, ...also].join('; ')
  const regexes = [regex && `like\n${regex}`, not && `not like\n${not.join('\n')}`].filter(Boolean)
  if (regexes.length === 0) return `Looks for ${head}.`
  return `<details><summary>Looks for ${html(head)}, and a regex</summary>\n\n${fenced('text', regexes.join('\n\n'))}\n\n</details>`
}

function occurrences({ occurrences: wanted }, byId) {
  if (wanted === undefined) return []
  const title = byId.get(wanted.of)?.title ?? wanted.of
  return [`Also when [${title}](${wanted.of}.md) shows ${wanted.count} times within ${duration(wanted.within)}.`]
}

function persistence({ persistence: wanted, signatures, level }) {
  if (wanted === undefined) return []
  const { count, lasting, startup, passing = 'low' } = wanted
  const until = [
    count !== undefined && `it shows ${count} times`,
    lasting !== undefined && `it lasts ${duration(lasting)}`,
    startup !== undefined && `it goes on ${duration(startup)} after a start of kubelet`,
  ].filter(Boolean)
  const decisive = signatures.some((signature) => signature.decisive)
  const then = passing === 'informational' ? 'it makes no incident of its own' : `it is ${passing} and not ${level}`
  return [
    `Normal for a moment: until ${until.join(', and ')}, ${then}.${decisive ? ' A line that decides by itself makes it count at once.' : ''}`,
  ]
}

function remedy({ title, command, expect, risk, check, when, unless }) {
  const where = [...facts('For', when), ...facts('Not for', unless)].join(' ')
  const block = command && fenced('sh', command.trimEnd()).replace(/^/gm, '  ')
  const notes = [
    expect && `Expect: ${expect.trim()}`,
    risk && `Risk: ${risk.trim()}`,
    check && '`kubelog-diagnose --host` carries it out.',
    where && `*${where}*`,
  ]
  return [`- ${title}`, block, ...notes.filter(Boolean).map((note) => `  ${note}`)].filter(Boolean).join('\n\n')
}

function facts(word, conditions = {}) {
  return Object.entries(conditions).map(([fact, values]) => `${word} ${fact} ${values.join(', ')}.`)
}

function fenced(language, text) {
  return `\`\`\`${language}\n${text}\n\`\`\``
}

function code(text) {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

/** Inside <summary> Markdown is not read. */
function html(text) {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped.replace(/`` (.+?) ``|`([^`]+)`/g, (_all, double, single) => `<code>${double ?? single}</code>`)
}

function duration(us) {
  const seconds = us / 1_000_000
  if (seconds % 3600 === 0) return `${seconds / 3600} h`
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
}

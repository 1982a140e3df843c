// The reference of the rules: docs/rules/README.md by area, messages.md by what the log says, and a page a rule.
import { rulePage } from './rule-page.mjs'

const LEVELS = ['critical', 'high', 'medium', 'low', 'informational']
const ROLES = { cause: 0, effect: 1, lifecycle: 2, context: 3, noise: 4 }

/** File name and text of each page. */
export function rulePages(rules) {
  return [
    ['docs/rules/README.md', index(rules)],
    ['docs/rules/messages.md', messages(rules)],
    ...rules.map((rule) => [`docs/rules/${rule.id}.md`, rulePage(rule, rules)]),
  ]
}

function index(rules) {
  const areas = [...new Set(rules.map(({ area }) => area))].sort(compare)
  const failures = rules.filter(({ role }) => role === 'cause' || role === 'effect').length
  const section = (area) => {
    const rows = rules
      .filter((rule) => rule.area === area)
      .sort(
        (a, b) =>
          ROLES[a.role] - ROLES[b.role] || LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || compare(a.id, b.id),
      )
      .map(({ id, title, role, level }) => `| [${cell(title)}](${id}.md) | ${role} | ${level} | \`${id}\` |`)
    return `## ${area}\n\n| | role | level | rule |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
  }
  return `# Rules

${failures} failure modes, and ${rules.length - failures} kinds of lifecycle, facts and noise. With a line of the log at hand, look it up in [messages.md](messages.md), or let \`kubelog-diagnose explain\` do it.

- **cause**: a reason; **effect**: what causes lead to, and an incident of its own when none of them shows in the log.
- **lifecycle** and **context** stand in timelines or tell what the node is; **noise** is known and harmless.
- **critical**: the node or kubelet is down; **high**: it will be, or many pods are; **medium**: some pods; **low**: worth knowing.

Areas: ${areas.map((area) => `[${area}](#${area})`).join(', ')}.

${areas.map(section).join('\n')}
Made from \`rules/\` by \`npm run docs\`.
`
}

/** Every text that the log can hold, in alphabetical order, with the rules that it may belong to. */
function messages(rules) {
  const byText = new Map()
  for (const rule of rules.filter(({ marks }) => marks !== 'fact')) {
    for (const signature of rule.signatures) {
      const text = wholeWords(signature, rule)
      byText.set(text, new Set([...(byText.get(text) ?? []), rule]))
    }
  }
  const rows = [...byText]
    .sort(([a], [b]) => compare(a.toLowerCase(), b.toLowerCase()) || compare(a, b))
    .map(
      ([text, found]) =>
        `| ${code(text)} | ${[...found].map(({ id, title }) => `[${cell(title)}](${id}.md)`).join('; ')} |`,
    )
  return `# What the log says

The piece of text by which each wording is found, and the rules that it may belong to; what else must hold stands on their pages.

| text | rule |
| --- | --- |
${rows.join('\n')}

Made from \`rules/\` by \`npm run docs\`.
`
}

/** The literal, with the beginning of its first word as a sample has it: many leave out a letter that is large in some versions. */
function wholeWords({ id, contains }, { samples }) {
  const texts = samples.match.filter(({ signature }) => signature === id).map(({ log }) => log.replace(/\\+"/g, '"'))
  const text = texts.find((log) => log.includes(contains))
  if (text === undefined) return contains.trim()
  const [start = ''] = /[A-Za-z]*$/.exec(text.slice(0, text.indexOf(contains))) ?? []
  return `${start}${contains}`.trim()
}

/** Code in a table: a bar would end the cell. */
function code(text) {
  const fence = text.includes('`') ? '``' : '`'
  return `${fence}${text.replaceAll('|', '\\|')}${fence}`
}

function cell(text) {
  return text.replaceAll('|', '\\|')
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0
}

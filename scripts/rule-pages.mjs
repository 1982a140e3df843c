// The reference pages of the rules: docs/rules/README.md by area, and a page a rule, always in the same order of headings.

/** File name and text of each page. */
export function rulePages(rules) {
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  return [
    ['docs/rules/README.md', index(rules)],
    ...rules.map((rule) => [`docs/rules/${rule.id}.md`, page(rule, byId, rules)]),
  ]
}

function index(rules) {
  const areas = [...new Set(rules.map(({ area }) => area))].sort((a, b) => (a < b ? -1 : 1))
  const section = (area) => {
    const rows = rules
      .filter((rule) => rule.area === area)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, title, role, level }) => `| [${id}](${id}.md) | ${title} | ${role} | ${level} |`)
    return `## ${area}\n\n| rule | | role | level |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
  }
  return `# Rules\n\nMade from \`rules/\` by \`npm run docs\`.\n\n${areas.map(section).join('\n')}`
}

function page(rule, byId, rules) {
  const causes = rules.filter(({ explains }) => explains.includes(rule.id)).map(({ id }) => id)
  const parts = [
    `# ${rule.title}`,
    `\`${rule.id}\` · ${rule.role} · ${rule.level} · ${rule.status} · about ${rule.subject === 'node' ? 'the node' : `a ${rule.subject}`}`,
    rule.description,
    rule.impact && `**Impact.** ${rule.impact.trim()}`,
    section('How it shows', rule.signatures.map(signature)),
    rule.occurrences &&
      `Also: \`${rule.occurrences.of}\` ${rule.occurrences.count} times within ${duration(rule.occurrences.within)}.`,
    section(
      'Led to by',
      causes.map((id) => link(id, byId)),
    ),
    section(
      'Leads to',
      rule.explains.map((id) => link(id, byId)),
    ),
    section(
      'Recovery shows as',
      rule.recoveredBy.map((id) => link(id, byId)),
    ),
    ...['confirm', 'mitigate', 'prevent'].map((phase) =>
      section(
        phase[0].toUpperCase() + phase.slice(1),
        rule.remediation.filter((step) => step.phase === phase).map(step),
      ),
    ),
    section(
      'When this can be wrong',
      rule.falsePositives.map((text) => `- ${text.trim()}`),
    ),
    section(
      'Further information',
      rule.references.map((url) => `- <${url}>`),
    ),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function section(title, items) {
  return items.length === 0 ? undefined : `## ${title}\n\n${items.join('\n')}`
}

function link(id, byId) {
  return `- [${byId.get(id)?.title ?? id}](${id}.md)`
}

function signature({ id, contains, severity, identifier, regex }) {
  const where = [severity && `severity ${severity.join(', ')}`, identifier && `from ${identifier.join(', ')}`].filter(
    Boolean,
  )
  const conditions = where.length === 0 ? '' : ` (${where.join('; ')})`
  return [
    `- \`${id}\`${conditions}: a line with \`${contains}\``,
    regex && `  that matches\n  \`\`\`\n  ${regex}\n  \`\`\``,
  ]
    .filter(Boolean)
    .join('\n')
}

function step({ title, command, expect, risk }) {
  const block = command && `  \`\`\`\n${command.trimEnd().replace(/^/gm, '  ')}\n  \`\`\``
  return [`- ${title}`, block, expect && `  Expect: ${expect}`, risk && `  Risk: ${risk}`].filter(Boolean).join('\n')
}

function duration(us) {
  const minutes = us / 60_000_000
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`
}

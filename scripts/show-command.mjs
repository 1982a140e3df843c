// The command that shows the lines of a rule: journalctl of the right source, and grep for what is constant in its wordings.

/** A pattern this short stands in too many lines. */
const SHORT = 9

/** A fenced shell block; undefined when nothing can be looked for. */
export function showCommand({ signatures }) {
  const shown = signatures.filter(({ at, echo }) => at !== 'identifier' && !echo)
  const bySource = new Map()
  for (const signature of shown) {
    const source = sourceOf(signature)
    bySource.set(source, [...(bySource.get(source) ?? []), constantOf(signature)])
  }
  const lines = [...bySource].map(([source, constants]) => {
    const patterns = withoutLonger([...new Set(constants)])
    const options = patterns.map((text) => `-e ${quote(text)}`)
    return `${source} --no-pager | grep -F ${options.length <= 2 ? options.join(' ') : ['', ...options].join(' \\\n  ').trimStart()}`
  })
  return lines.length === 0 ? undefined : `\`\`\`sh\n${lines.join('\n')}\n\`\`\``
}

function sourceOf({ identifier }) {
  if (identifier === undefined || identifier.includes('kubelet')) return 'journalctl -u kubelet'
  if (identifier.includes('kernel')) return 'sudo journalctl -k'
  if (identifier.includes('systemd')) return 'journalctl -u kubelet'
  return `journalctl ${identifier.map((name) => `-t ${name}`).join(' ')}`
}

/** The literal, or a longer text without quotes that the regex demands beside it. */
function constantOf({ contains, regex = '' }) {
  if (contains.trim().length >= SHORT) return contains
  const longest = runs(regex).reduce((best, run) => (run.trim().length > best.trim().length ? run : best), contains)
  return longest
}

/** Texts that every match of a regex holds: what stands outside of groups and classes and is not optional. */
function runs(regex) {
  let bare = regex.replace(/\\[bBdDsSwW]|\\$/g, '\0').replace(/\[(?:\\.|[^\]])*\]/g, '\0')
  // Innermost groups first; an alternation at the top makes nothing certain.
  for (let before = ''; before !== bare;) {
    before = bare
    bare = bare.replace(/(?<!\\)\((?:\\.|[^()\\])*\)/g, '\0')
  }
  if (/(?<!\\)\|/.test(bare)) return []
  return bare
    .replace(/(?:\\.|[^\\])(?:[?*]|\{0?,)/g, '\0')
    .replace(/(?<!\\)[.^$+]|\{[\d,]*\}/g, '\0')
    .replace(/\\(.)/g, '$1')
    .split(/[\0"]/)
}

/** A pattern that holds another one finds nothing more. */
function withoutLonger(texts) {
  return texts.filter((text) => !texts.some((other) => other !== text && text.includes(other)))
}

function quote(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

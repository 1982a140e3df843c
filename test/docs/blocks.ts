// The shell commands of the docs: fenced blocks, what their markers say, and what the shown output must be.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url))

export interface Block {
  readonly page: string
  readonly line: number
  /** The commands, without prompts. */
  readonly commands: readonly Command[]
  /** Why it cannot run here; undefined when it can. */
  readonly notRun: string | undefined
}

export interface Command {
  readonly text: string
  /** Lines that it prints, where the docs show them; a line `...` stands for any. */
  readonly output?: readonly string[]
  /** The exit code that a marker demands. */
  readonly exit?: number
}

/** Made by scripts from what is tested elsewhere. */
const GENERATED = new Set(['cli.md'])
const SHELL = /^(?:sh|bash|shell|console)$/
/** A block without a language is one of commands when it begins like one. */
const BEGINS_LIKE_ONE =
  /^(?:\$ |#|sudo |kubelog-diagnose\b|journalctl\b|kubectl\b|npm |npx |node |cat |curl |find |ssh |python3 |git |for |docker |tail )/
const FENCE = /^(?<indent> *)```(?<language>[^\n`]*)\n(?<body>[^]*?)^\k<indent>```/gm
/** `<!-- not run: why -->` or `<!-- exit 2 -->` on the line before a block. */
const MARKER = /<!-- (?:not run: (?<why>[^\n]+?)|exit (?<exit>\d)) -->\n*$/

/** What needs more than this machine has; a page that uses it in a command needs no marker. */
const NEEDS: readonly (readonly [program: RegExp, what: string])[] = [
  ...(spawnSync('jq', ['--version']).error ? [[/\bjq\b/, 'jq, which is not installed'] as const] : []),
  [/\b(?:npm|npx|git|curl|wget|apt-get|dnf)\s/, 'the network, or the build, which has been made'],
  [/\bkubectl (?!get --raw)|\b(?:kubeadm|helm|oc|talosctl|krew)\s/, 'a cluster'],
  [/\b(?:docker|podman|crictl|ctr|nerdctl)\s/, 'a container runtime'],
  [/\b(?:systemctl|sysctl|tee|install|update-grub)\s/, 'a machine to change'],
  [/\bssh\s/, 'another machine'],
  [/\b(?:brew|pip|ansible|vector|fluent-bit|man|watch)\s/, 'a program that may not be here'],
]

export function blocksOf(page: string): Block[] {
  const text = readFileSync(`${ROOT}/${page}`, 'utf8')
  return [...text.matchAll(FENCE)].flatMap(({ index, groups }) => {
    const { indent = '', language = '', body = '' } = groups ?? {}
    const lines = body.split('\n').map((line) => line.replace(indent, ''))
    const isShell = language === '' ? BEGINS_LIKE_ONE.test(lines[0] ?? '') : SHELL.test(language)
    if (!isShell) return []
    const { why, exit } = MARKER.exec(text.slice(0, index))?.groups ?? {}
    const commands = commandsOf(lines, exit)
    const all = commands.map((command) => command.text).join('\n')
    const need = NEEDS.find(([program]) => program.test(all.replace(/#.*$/gm, '')))?.[1]
    return [{ page, line: text.slice(0, index).split('\n').length, commands, notRun: why ?? need }]
  })
}

function commandsOf(lines: readonly string[], exit: string | undefined): Command[] {
  const code = exit === undefined ? {} : { exit: Number(exit) }
  if (!lines.some((line) => line.startsWith('$ '))) return [{ text: lines.join('\n').trim(), ...code }]
  const commands: { text: string; output: string[] }[] = []
  for (const line of lines) {
    if (line.startsWith('$ ')) commands.push({ text: line.slice(2), output: [] })
    else commands.at(-1)?.output.push(line)
  }
  return commands.map(({ text, output }) => ({ text, output: trimmed(output), ...code }))
}

function trimmed(lines: readonly string[]): string[] {
  return lines.join('\n').replace(/\n+$/, '').split('\n')
}

export function pages(): string[] {
  const docs = readdirSync(`${ROOT}/docs`).filter((name) => name.endsWith('.md') && !GENERATED.has(name))
  return ['README.md', ...docs.sort().map((name) => `docs/${name}`)]
}

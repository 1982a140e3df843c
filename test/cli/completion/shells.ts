// Types into the shells themselves, on a terminal of their own (script(1)), as a person does.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

const ENV = { ...process.env, TERM: 'xterm', HISTFILE: '/dev/null', HOME: '/nonexistent' }

/** Programs of the folder `bin` stand in for others. */
const envOf = (folder: string): NodeJS.ProcessEnv => ({
  ...ENV,
  PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
})

export function hasShell(shell: Shell): boolean {
  const [first, second] = [shell, 'script'].map((program) => spawnSync(program, ['--version']).status)
  return first === 0 && second === 0
}

/** What makes a shell ready: the completion, and a command of the name that shows its arguments. */
function preamble(shell: 'bash' | 'zsh', script: string, folder: string): string[] {
  const show = `kubelog-diagnose() { printf '<%s>' GOT "$@"; echo; }`
  if (shell === 'bash') return ['PS1=; bind "set enable-bracketed-paste off"', `source '${script}'`, show]
  const init = `autoload -Uz compinit; compinit -u -d '${join(folder, 'zcompdump')}'`
  return ['PS1=; unsetopt zle_bracketed_paste', init, `source '${script}'`, show]
}

/**
 * Types each line, in which `\t` is the TAB key, and gives the arguments with which the command was run.
 *
 * @example
 * typed('bash', 'completion.bash', folder, ['--output=js\t']) //=> [['--output=json']]
 */
export function typed(shell: 'bash' | 'zsh', script: string, folder: string, lines: readonly string[]): string[][] {
  const start = shell === 'bash' ? 'bash --norc --noprofile -i' : 'zsh -f -i'
  const calls = lines.map((line) => `kubelog-diagnose ${line}`)
  const { stdout } = spawnSync('script', ['-qec', start, '/dev/null'], {
    cwd: folder,
    env: envOf(folder),
    input: [...preamble(shell, script, folder), ...calls, 'exit', ''].join('\n'),
    encoding: 'utf8',
    timeout: 30_000,
  })
  const shown = [...stdout.matchAll(/<GOT>(.*)/g)].map(([, words = '']) => words)
  return shown.map((words) => [...words.matchAll(/<([^>]*)>/g)].map(([, word = '']) => word))
}

/** What fish offers for a line, each with its description. */
export function offeredByFish(script: string, folder: string, lines: readonly string[]): Map<string, string>[] {
  const asked = lines.map((line) => `complete -C 'kubelog-diagnose ${line}'; echo ===`)
  const { stdout } = spawnSync('fish', ['--no-config', '-c', [`source '${script}'`, ...asked].join('\n')], {
    cwd: folder,
    env: envOf(folder),
    encoding: 'utf8',
  })
  const parts = stdout.split('===\n').slice(0, lines.length)
  return parts.map(
    (part) =>
      new Map(
        part
          .split('\n')
          .filter((line) => line !== '')
          .map((line): [string, string] => {
            const [word = '', what = ''] = line.split('\t')
            return [word, what]
          }),
      ),
  )
}

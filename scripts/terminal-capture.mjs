// What a terminal shows of a command: our few styles as HTML, of which a browser makes a picture.
import { spawnSync } from 'node:child_process'
import { env, execPath } from 'node:process'

const CLASSES = { 1: 'b', 2: 'd', 4: 'u', 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' }

/** Runs kubelog-diagnose on a terminal of some columns, and gives what it prints, with styles. */
export function capture(bin, options, { columns, cwd }) {
  // Higher than any report, so that it does not say its answer again at the end.
  const command = `stty cols ${columns} rows 5000; "${execPath}" "${bin}" ${options}`
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd,
    encoding: 'utf8',
    env: { ...env, LANG: 'C.UTF-8', TERM: 'xterm-256color', NO_COLOR: '' },
  })
  return stdout.replaceAll('\r\n', '\n')
}

/** A page with the command and the first lines of what it prints. */
export function terminalPage(command, printed, lines) {
  const shown = printed.split('\n').slice(0, lines).join('\n')
  const escaped = shown.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  // oxlint-disable-next-line no-control-regex -- styles begin with ESC
  const styled = escaped.replace(/\u001b\[(\d+)m/g, (_all, code) =>
    CLASSES[code] === undefined ? '</span>' : `<span class="${CLASSES[code]}">`,
  )
  const css = `body{margin:0;background:#14171c;color:#d7dbe0;font:14px/1.4 'DejaVu Sans Mono',monospace}
    pre{margin:0;font:inherit;padding:16px;width:max-content}.b{font-weight:700}.d{color:#8b949e}
    .u{text-decoration:underline}.red{color:#ff6f8e}.green{color:#58d383}.yellow{color:#f0bf4f}.cyan{color:#6fd3e8}`
  const prompt = `<span class="d">$ ${command.replaceAll('<', '&lt;')}</span>\n`
  return `<!doctype html><meta charset="utf-8"><style>${css}</style><pre>${prompt}${styled}</pre>`
}

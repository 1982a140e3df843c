// The page before there is a report: the places where a log can be given.
import { button, el, svg } from '../page/dom.ts'
import { chosenFiles, pastedFile } from './files.ts'
import type { GivenForm } from './given.ts'
import { howTo } from './how-to.ts'
import type { WebFile } from './messages.ts'

export interface StartActions {
  readonly read: (files: readonly WebFile[]) => void
  readonly example: () => void
}

const PLACEHOLDER = 'E0602 15:39:04.168847    2384 watcher.go:152] Failed to watch directory …'

/** `given` is the form for what a log does not say. */
export function start(given: GivenForm, actions: StartActions): HTMLElement {
  return el(
    'div',
    { class: 'start' },
    el(
      'header',
      {},
      el('h1', { tabindex: -1 }, 'What broke this node?'),
      el(
        'p',
        { class: 'lead' },
        'Give it the log of a kubelet. It names the root cause, shows what led to what, and says how to fix it.',
      ),
    ),
    el('div', { class: 'ways' }, dropZone(actions), pasteZone(actions)),
    privacy(),
    el(
      'details',
      { class: 'panel' },
      el('summary', {}, 'Year, time zone, node: what a log may not say'),
      given.element,
    ),
    el('section', { class: 'panel' }, el('h2', {}, 'How to get the log'), howTo()),
  )
}

function dropZone({ read, example }: StartActions): HTMLElement {
  return el(
    'section',
    { class: 'drop panel', 'aria-labelledby': 'drop-title' },
    tray(),
    el(
      'h2',
      { id: 'drop-title' },
      el('span', { class: 'wide' }, 'Drop logs, a folder or a bundle here'),
      el('span', { class: 'narrow' }, 'Give it a log'),
    ),
    el(
      'p',
      { class: 'buttons' },
      chooser('Choose files', 'primary', { multiple: true }, read),
      chooser('Choose a folder', 'folder', { webkitdirectory: true }, read),
      button('Try an example', example),
    ),
    el(
      'p',
      { class: 'dim' },
      'Any output of journalctl, syslog or bare klog, newest or oldest first; gzip, bzip2, lz4, tar and zip as they are. Of any size: it is read as a stream.',
    ),
  )
}

/** A button that stands for the browser's own, which cannot be styled. */
function chooser(
  label: string,
  name: string,
  attributes: Readonly<Record<string, boolean>>,
  read: StartActions['read'],
): HTMLElement {
  const input = el('input', { type: 'file', hidden: true, ...attributes })
  input.addEventListener('change', () => {
    if (input.files !== null && input.files.length > 0) read(chosenFiles(input.files))
    input.value = '' // else the same file could not be chosen again
  })
  return el(
    'span',
    { class: name },
    button(label, () => input.click(), { class: name }),
    input,
  )
}

function pasteZone({ read }: StartActions): HTMLElement {
  const text = el('textarea', {
    id: 'paste',
    spellcheck: 'false',
    autocapitalize: 'off',
    rows: 6,
    placeholder: PLACEHOLDER,
    'aria-describedby': 'paste-help',
  })
  const go = (): void => {
    if (text.value.trim() === '') text.focus()
    else read([pastedFile(text.value)])
  }
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) go()
  })
  return el(
    'section',
    { class: 'paste panel' },
    el('h2', {}, el('label', { for: 'paste' }, 'Or paste lines')),
    text,
    el(
      'p',
      { class: 'buttons' },
      button('Diagnose', go),
      el('span', { id: 'paste-help', class: 'dim wide' }, 'Or Ctrl+V, anywhere on the page.'),
    ),
  )
}

function tray(): SVGSVGElement {
  return svg(
    'svg',
    { class: 'tray', viewBox: '0 0 48 48', 'aria-hidden': 'true' },
    svg('path', { d: 'M24 6v22m-9-9 9 9 9-9M6 30v8a4 4 0 0 0 4 4h28a4 4 0 0 0 4-4v-8' }),
  )
}

function privacy(): HTMLElement {
  return el(
    'p',
    { class: 'privacy dim' },
    el('strong', {}, 'Nothing leaves this machine. '),
    'The page has no server behind it, and its security policy allows no connection at all. It also works offline: save it (Ctrl+S) and open the file.',
  )
}

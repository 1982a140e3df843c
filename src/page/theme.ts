// Dark or light: as the system has it, until the reader wants it otherwise.
import { button } from './dom.ts'

export function themeButton(): HTMLButtonElement {
  const root = document.documentElement
  const isDark = (): boolean =>
    root.dataset['theme'] === undefined
      ? matchMedia('(prefers-color-scheme: dark)').matches
      : root.dataset['theme'] === 'dark'
  return button(
    '◐',
    () => {
      root.dataset['theme'] = isDark() ? 'light' : 'dark'
    },
    { class: 'theme', 'aria-label': 'Dark or light', title: 'Dark or light' },
  )
}

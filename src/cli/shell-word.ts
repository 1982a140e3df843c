/**
 * A text as one word of a POSIX shell, for commands that a message says and somebody copies.
 *
 * @example
 * shellWord("a'b $(c)") //=> `'a'\''b $(c)'`
 */
export function shellWord(text: string): string {
  return /^[\w@%+:,./][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

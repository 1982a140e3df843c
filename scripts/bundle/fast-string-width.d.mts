/** The columns of a text, as fast-string-width has them. */
export default function width(text: string): number

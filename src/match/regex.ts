// The regexes of signatures, on the platform's engine. What stands between it and hostile text is in bounded.ts and re2.ts.

/** The named groups of the first match, or undefined. */
export type Regex = (text: string) => Readonly<Record<string, string>> | undefined

/** Turns a regex of a rule into a function; throws when it is not valid. */
export type RegexCompiler = (source: string) => Regex

const NO_GROUPS: Readonly<Record<string, string>> = {}

export const platformRegex: RegexCompiler = (source) => {
  const regex = new RegExp(source)
  return (text) => {
    const found = regex.exec(text)
    return found === null ? undefined : (found.groups ?? NO_GROUPS)
  }
}

/** Names of the groups of a regex in the order in which they stand. */
export function groupNames(source: string): string[] {
  return [...source.matchAll(/\(\?<([A-Za-z]\w*)>/g)].map(([, name]) => name ?? '')
}

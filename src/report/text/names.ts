// Names of nodes in lists, as short as they can be told apart.

/**
 * Leaves the domain off where no other node has the same first label; addresses stay whole.
 *
 * @example
 * shortNames(['a.example.org', 'b.example.org'])('a.example.org') //=> 'a'
 */
export function shortNames(names: readonly string[]): (node: string) => string {
  const counts = new Map<string, number>()
  for (const name of new Set(names)) counts.set(hostOf(name), (counts.get(hostOf(name)) ?? 0) + 1)
  return (node) => {
    const host = hostOf(node)
    return (counts.get(host) ?? 0) < 2 && /[a-z]/i.test(host) ? host : node
  }
}

function hostOf(name: string): string {
  return name.split('.', 1)[0] ?? name
}

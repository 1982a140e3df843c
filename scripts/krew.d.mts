/** The manifest for an archive, from the template. */
export function manifestOf(template: string, version: string, uri: string, sha256: string): string

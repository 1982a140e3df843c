// kubectl's own options, which are handed on to it as they are.
import type { Argv } from 'yargs'

const GROUP = 'Handed to kubectl'

/** Each with what it names. `namespace` changes nothing for nodes; scripts give it all the same. */
const TEXTS: Readonly<Record<string, { readonly alias?: string; readonly what: string; readonly isFile?: true }>> = {
  context: { what: 'Context of the kubeconfig' },
  kubeconfig: { what: 'The kubeconfig', isFile: true },
  cluster: { what: 'Cluster of the kubeconfig' },
  user: { what: 'User of the kubeconfig' },
  namespace: { alias: 'n', what: 'Namespace; of no use for nodes' },
  server: { alias: 's', what: 'Address of the API server' },
  token: { what: 'Bearer token' },
  as: { what: 'User to act as' },
  'as-group': { what: 'Group to act as' },
  'as-uid': { what: 'UID to act as' },
  'certificate-authority': { what: "Certificate of the API server's authority", isFile: true },
  'client-certificate': { what: "The user's certificate", isFile: true },
  'client-key': { what: "The user's key", isFile: true },
  'tls-server-name': { what: 'Name in the certificate of the API server' },
  'request-timeout': { what: 'How long to wait for the API server' },
}
const SWITCH = 'insecure-skip-tls-verify'

export function kubectlOptions<Args>(command: Argv<Args>): Argv<Args> {
  for (const [name, { alias, what, isFile }] of Object.entries(TEXTS)) {
    const short = alias === undefined ? {} : { alias }
    const completes = isFile === true ? { completes: 'files' } : {}
    const value = isFile === true ? 'FILE' : 'NAME'
    const common = { type: 'string', requiresArg: true, group: GROUP, describe: what, value } as const
    command.option(name, { ...common, ...short, ...completes })
  }
  command.option(SWITCH, { type: 'boolean', default: false, describe: 'Do not check its certificate', group: GROUP })
  return command
}

/** The flags that were given, in kubectl's form. */
export function kubectlFlags(args: Readonly<Record<string, unknown>>): string[] {
  const texts = Object.keys(TEXTS).flatMap((name) =>
    typeof args[name] === 'string' ? [`--${name}=${args[name]}`] : [],
  )
  return args[SWITCH] === true ? [...texts, `--${SWITCH}`] : texts
}

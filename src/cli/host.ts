// The commands that look at the host itself, as yargs wants them.
import type { Argv } from 'yargs'
import type { Io, Run } from './io.ts'
import { readLook } from './options.ts'
import { redactOption } from './redact.ts'

const INOTIFY = `$0 inotify

Says which users, pods and processes hold inotify instances and watches on this Linux host, and how close that is to the limits. Only reads /proc; as root it sees all processes, else it says how many it does not see.`

const EXIT_CODES = `Exit code:
  0  below 80 % of every limit
  1  at or above it
  2  could not tell`

const inotifyOptions = (command: Argv) =>
  redactOption(
    command
      .usage(INOTIFY)
      .epilogue(EXIT_CODES)
      .option('output', {
        alias: 'o',
        choices: ['text', 'json', 'prometheus'] as const,
        requiresArg: true,
        default: 'text' as const,
        describe: "Form of the report; prometheus is for node_exporter's textfile collector",
        value: 'FORM',
      })
      .option('top', {
        type: 'number',
        requiresArg: true,
        defaultDescription: '10',
        describe: 'Show this many processes',
        value: 'N',
      })
      .option('watch', {
        type: 'string',
        defaultDescription: '5',
        describe: 'Look again every so many seconds, until Ctrl-C',
        value: 'SECONDS',
      })
      .option('host-root', HOST_ROOT),
  )

const HOST_ROOT = {
  type: 'string',
  requiresArg: true,
  defaultDescription: '/',
  describe: "Where the host's / is: /host in a pod of kubectl debug",
  value: 'DIR',
  completes: 'folders',
  hasVariable: true,
} as const

interface HostArgv {
  readonly host: boolean
  readonly 'host-root': string | undefined
}

/** `--host`, for the command that diagnoses */
export function hostOptions<Args>(command: Argv<Args>): Argv<Args & HostArgv> {
  return command
    .option('host', {
      type: 'boolean',
      default: false,
      describe: 'Carry out the confirm steps on this host, which the log must be of; only reads',
      group: 'The machine itself',
    })
    .option('host-root', { ...HOST_ROOT, group: 'The machine itself' })
}

/** `inotify` */
export function hostCommands(root: Argv, io: Io, run: Run): Argv {
  return root.command('inotify', 'Say who holds inotify watches on this host', inotifyOptions, (args) => {
    const { output, top, watch, redact, 'host-root': hostRoot } = args
    const given = { output, top, watch, redact, root: hostRoot, look: readLook(args) }
    return run(import('./inotify.ts').then(({ runInotify }) => runInotify(given, io)))
  })
}

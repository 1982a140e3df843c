// The commands for the shell and the manual, as yargs wants them.
import type { Argv } from 'yargs'
import type { Io, Run } from './io.ts'
import { readFolder } from './options.ts'
import type { CommandSpec } from './spec.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

const COMPLETION = `$0 completion <shell>

Prints the completion of a shell: commands, options, their values, ids of rules, names of files. With --rules, the ids of your own rules are in it too.

  source <($0 completion bash)                      # in ~/.bashrc
  $0 completion zsh > "\${fpath[1]}/_$0"
  $0 completion fish > ~/.config/fish/completions/$0.fish`

const MAN = `$0 man

Prints the manual page, for where it is not installed.

  $0 man | man -l -`

const completionOptions = (command: Argv) =>
  command.usage(COMPLETION).positional('shell', { choices: SHELLS, demandOption: true, describe: 'bash, zsh or fish' })

/** `completion`, `man` and `help` */
export function shellCommands(root: Argv, io: Io, run: Run, spec: () => CommandSpec): Argv {
  return root
    .command('completion <shell>', 'Print the completion of bash, zsh or fish', completionOptions, (args) =>
      run(
        import('./completion/completion.ts').then(({ printCompletion }) =>
          printCompletion(args.shell, spec(), readFolder(args), io),
        ),
      ),
    )
    .command(
      'man',
      'Print the manual page',
      (command) => command.usage(MAN),
      () => run(import('./man.ts').then(({ printMan }) => printMan(spec(), io))),
    )
    .command(
      'help [command..]',
      'Show the help of a command',
      (command) => command.positional('command', { type: 'string', array: true, describe: 'rules show' }),
      (args) => run(import('./help.ts').then(({ printHelp }) => printHelp(spec(), args.command ?? [], io))),
    )
}

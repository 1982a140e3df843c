// `kubelog-diagnose rules ...`, as yargs wants it.
import type { Argv } from 'yargs'
import { rulesInspectCommands } from './inspect.ts'
import type { Io, Run } from './io.ts'
import { readFolder } from './options.ts'

/** Loaded when it is asked for: it brings the YAML that a diagnosis does without. */
const rulesModule = (): Promise<typeof import('./rules.ts')> => import('./rules.ts')

const outputOption = (command: Argv) =>
  command.option('output', {
    alias: 'o',
    choices: ['text', 'json'] as const,
    requiresArg: true,
    default: 'text' as const,
    describe: 'Form of what is listed or shown',
    value: 'FORM',
  })

const showOptions = (command: Argv) =>
  outputOption(command).positional('id', {
    type: 'string',
    demandOption: true,
    describe: 'Id of a rule',
    completes: 'rules',
  })

const checkOptions = (command: Argv) =>
  command.positional('dir', { type: 'string', describe: 'Folder of rule files', completes: 'folders' })

/** `rules` and what is below it */
export function rulesCommand(root: Argv, io: Io, run: Run): Argv {
  return root.command('rules', 'List, show, check and write rules', (rules) => rulesCommands(rules, io, run))
}

function rulesCommands(rules: Argv, io: Io, run: Run): Argv {
  rules
    .usage('$0 rules <command>')
    .strict()
    .command('list', 'All rules, one a line', outputOption, (args) =>
      run(rulesModule().then(({ listRules }) => listRules(readFolder(args), args.output, io))),
    )
    .command('show <id>', 'What a rule knows', showOptions, (args) =>
      run(rulesModule().then(({ showRule }) => showRule(args.id, readFolder(args), args.output, io))),
    )
    .command(
      'check [dir]',
      'Check the built-in rules, or those of a folder, with all their samples',
      checkOptions,
      (args) => run(rulesModule().then(({ checkRulePack }) => checkRulePack(args.dir ?? readFolder(args), io))),
    )
    .demandCommand(1, 'rules: say what to do: list, show ID, check [DIR], new ID or coverage [INPUTS]')
  return rulesInspectCommands(rules, io, run)
}

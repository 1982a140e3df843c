// Where the command line begins. A call that only names logs needs no yargs, which takes longer to load than they take to read.
import { runDiagnose } from './diagnose.ts'
import type { ExitCode, Io } from './io.ts'
import { readInputNames } from './options.ts'
import { isPlain, plainArguments } from './plain.ts'

export { compileLess, keepHeapSmall } from './v8.ts'

/** What a worker runs. It has the bundle's file in common with the command, which is why it begins here. */
export const workerModule = (): Promise<typeof import('./jobs/worker.ts')> => import('./jobs/worker.ts')

/**
 * Runs the command line: what {@link cli} does, sooner.
 *
 * @returns 0 no incident, 1 at least one incident, 2 could not do the job
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  if (!isPlain(argv, io)) return (await import('./cli.ts')).cli(argv, io)
  try {
    return await runDiagnose(plainArguments(readInputNames(argv, io)), io)
  } catch (error) {
    return (await import('./cli.ts')).reportFailure(error, argv, [], io)
  }
}

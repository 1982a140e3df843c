// `--redact`: pseudonyms in all that a run says, the same ones in its report and in its messages.
import type { Argv } from 'yargs'
import type { Redactor } from '../redact/redactor.ts'
import type { Io } from './io.ts'

/** `--redact`, for the commands that show what stands in a log or on a host. */
export function redactOption<Args>(command: Argv<Args>, group?: string): Argv<Args & { redact: boolean }> {
  return command.option('redact', {
    type: 'boolean',
    default: false,
    describe: 'Pseudonyms for names and addresses, to show it around',
    ...(group !== undefined && { group }),
  })
}

/** The redactor of a run, and the process with messages that have no names; loaded when it is asked for. */
export async function redaction(isWanted: boolean, io: Io): Promise<{ io: Io; redactor?: Redactor }> {
  if (!isWanted) return { io }
  if (io.redaction !== undefined) return { io, redactor: io.redaction.redactor }
  const redactor = new (await import('../redact/redactor.ts')).Redactor()
  const said = {
    redactor,
    text: (text: string) => redactor.text(text),
    input: (name: string) => redactor.name('input', name),
    node: (name: string) => redactor.name('node', name),
  }
  return { io: { ...io, redaction: said }, redactor }
}

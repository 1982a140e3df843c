#!/usr/bin/env node
// Hands the process to main() and its result back. The first Ctrl-C ends the reading, the second one the process.
import { compileLess, keepHeapSmall, main } from './cli/main.ts'

compileLess()
const interrupt = new AbortController()
process.once('SIGINT', () => interrupt.abort())
// write() sees the errors of stdout; a reader of stderr that has gone away is no reason to stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
const { stdout, stderr, env, argv } = process
let stdin: typeof process.stdin | undefined
process.exitCode = await main(argv.slice(2), {
  get stdin() {
    return (stdin ??= process.stdin) // which opens it
  },
  stdout,
  stderr,
  env,
  now: new Date(),
  clock: () => process.uptime() * 1000,
  onLongRun: keepHeapSmall,
  interrupt: interrupt.signal,
})
stdin?.destroy()

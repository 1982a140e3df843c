// The worker: reads and diagnoses, so that the page stays alive. It is given the rules once.
import type { Rule } from '../rules/rule.ts'
import type { FromWorker, Progress, ToWorker } from './messages.ts'
import { readFiles } from './read.ts'

/** Bytes between two words on how far it is. */
const STEP = 1024 * 1024

let rules: readonly Rule[] = []
let stop = new AbortController()

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'rules')
    rules = JSON.parse(data.rules) as Rule[] // made by our build from checked rules
  else if (data.kind === 'stop') stop.abort()
  else void read(data)
})

async function read({ wanted }: Extract<ToWorker, { kind: 'read' }>): Promise<void> {
  stop = new AbortController()
  try {
    say({ kind: 'outcome', outcome: await readFiles(wanted, rules, stop.signal, seldom()) })
  } catch (error) {
    say({ kind: 'failed', message: String(error) })
  }
}

function seldom(): (progress: Progress) => void {
  let [last, next] = ['', 0]
  return (progress) => {
    if (progress.read < next && progress.name === last) return
    last = progress.name
    next = progress.read + STEP
    say({ kind: 'progress', progress })
  }
}

function say(message: FromWorker): void {
  postMessage(message)
}

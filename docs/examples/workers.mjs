// Many logs, one report: each worker diagnoses its share of the files, and what they know is put together.
//   node workers.mjs nodes/*.log
import { createReadStream } from 'node:fs'
import { availableParallelism } from 'node:os'
import { once } from 'node:events'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { Diagnosis, formatText } from 'kubelog-diagnose'
import { builtinRules } from 'kubelog-diagnose/node'

const diagnosis = new Diagnosis(await builtinRules())

if (isMainThread) {
  const files = process.argv.slice(2)
  const count = Math.min(files.length, availableParallelism())
  const share = (/** @type {number} */ worker) => files.filter((_file, index) => index % count === worker)
  const workers = Array.from(
    { length: count },
    (_, index) => new Worker(new URL(import.meta.url), { workerData: share(index) }),
  )
  // An error of a worker rejects. The order in which they are done does not matter.
  for (const [state] of await Promise.all(workers.map(async (worker) => once(worker, 'message'))))
    diagnosis.merge(state)
  console.log(formatText(diagnosis.report(), { brief: true }))
} else {
  for (const file of workerData) await diagnosis.readBytes(file, createReadStream(file))
  parentPort?.postMessage(diagnosis.state())
}

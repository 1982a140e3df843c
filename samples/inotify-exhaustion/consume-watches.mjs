// Takes inotify watches until it has --max of them or the kernel refuses one, holds them, and cleans up when it is told to end.
// For a node of your own to try things on: while it holds them, everything else of the same user gets "no space left on device".
import { mkdirSync, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { parseArgs } from 'node:util'

const USAGE = `usage: node consume-watches.mjs --max N [--folder DIR] [--hold SECONDS]

  --max     take at most N watches
  --folder  make the files that are watched below this folder (the folder for temporary files)
  --hold    end after this many seconds (never, until SIGTERM or Ctrl-C)`

const FILES_A_FOLDER = 1000

const { max, folder, hold } = readOptions()
const own = mkdtempSync(join(folder, 'consume-watches-'))
const watchers = []
let isEnding = false

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end)
process.once('exit', () => rmSync(own, { recursive: true, force: true }))

say(`pid ${process.pid}, uid ${process.getuid?.()}, up to ${max} watches on files in ${own}`)
await consume()
if (!isEnding) {
  say(`holding ${watchers.length} watches`)
  const timer = hold === undefined ? setInterval(() => {}, 1 << 30) : setTimeout(end, hold * 1000)
  process.once('exit', () => clearTimeout(timer))
}

/** One file after the other; a breath now and then, so that signals get through. */
async function consume() {
  while (watchers.length < max && !isEnding) {
    const refusal = takeOne(watchers.length)
    if (refusal !== undefined) return explain(refusal)
    if (watchers.length % 10_000 === 0) say(`${watchers.length} watches`)
    if (watchers.length % 100 === 0) await setImmediate()
  }
}

/** A watch is on an inode, so that each needs a file of its own. */
function takeOne(index) {
  const inner = join(own, String(Math.floor(index / FILES_A_FOLDER)))
  const file = join(inner, String(index % FILES_A_FOLDER))
  try {
    if (index % FILES_A_FOLDER === 0) mkdirSync(inner)
    writeFileSync(file, '')
    watchers.push(watch(file))
    return undefined
  } catch (error) {
    return error
  }
}

/** The same errno means two things: that of a watch is the limit, that of a file is the disk. */
function explain({ syscall, code, message }) {
  if (syscall === 'watch' && code === 'ENOSPC')
    return say(`the kernel refuses watch ${watchers.length + 1}: ENOSPC, the limit on watches of this user is used up`)
  if (syscall === 'watch' && code === 'EMFILE')
    return say('the kernel refuses an instance: EMFILE, the limit on instances of this user is used up')
  say(`this is not about inotify: ${message}`)
  process.exitCode = 1
  return end()
}

function end() {
  isEnding = true
  for (const watcher of watchers.splice(0)) watcher.close()
  say('cleaned up')
  process.exit()
}

function say(text) {
  console.log(text)
}

function readOptions() {
  try {
    const options = { max: { type: 'string' }, folder: { type: 'string' }, hold: { type: 'string' } }
    const { values } = parseArgs({ options })
    const numbers = [values.max, values.hold ?? '1'].map(Number)
    if (!numbers.every((number) => Number.isSafeInteger(number) && number > 0)) throw new Error('--max and --hold are whole numbers above 0')
    return { max: numbers[0], folder: values.folder ?? tmpdir(), hold: values.hold === undefined ? undefined : numbers[1] }
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`)
    process.exit(2)
  }
}

// What --follow prints of a log when its lines come as they were written. Runs on the built library.
import { readFileSync } from 'node:fs'
import { Follower, formatFollowEvent } from '../dist/index.js'
import { builtinRules } from '../dist/node.js'

/** The blocks, each with an empty line behind it. Lines must begin with their time in ISO 8601. */
export async function followSample(file) {
  let now = 0
  let printed = ''
  const rules = await builtinRules()
  const follower = new Follower({ rules, now: () => now }, (event) => (printed += formatFollowEvent(event)))
  const passTo = (end) => {
    for (let due = follower.due; due !== undefined && now + due <= end; due = follower.due) {
      now += due
      follower.flush()
    }
    now = end
  }
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    passTo(Date.parse(`${line.slice(0, 23)}Z`) || now)
    follower.next(`${line}\n`)
  }
  passTo(now + 1000)
  return printed
}

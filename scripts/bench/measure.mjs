// Runs a command as a whole process: wall seconds, peak memory, and the number that it printed.
import { spawnSync } from 'node:child_process'

/** `read` takes the standard output and returns the count of matching lines, where it has one. */
export function measure(command, read = () => undefined) {
  const { stdout, stderr, status } = spawnSync('/usr/bin/time', ['-f', '%e %M', ...command], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const [seconds, kilobytes] = stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? []
  if (seconds === undefined || kilobytes === undefined || Number.isNaN(seconds))
    throw new Error(`${command[0]}: ${stderr}`)
  return { seconds, mebibytes: kilobytes / 1024, count: read(stdout), status }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function has(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
}

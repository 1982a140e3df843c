// Synthetic kubelet logs: healthy, where 1 % of the lines match a rule, and a storm, where 84 % do, in journalctl's short format; and a healthy one in its JSON. The matching
// lines are samples of the built-in rules with other times and names; the others hold no literal of any rule, so that a program that only looks for literals
// must find the same number of lines.
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { journaldLine } from './journald.mjs'
import { samplesOf } from './samples.mjs'

const CHUNK = 1024 * 1024
/** Epoch microseconds. */
const START = Date.UTC(2024, 5, 2) * 1000
const SHARE = { healthy: 0.01, storm: 0.84, json: 0.01 }

/** What goes wrong on a node that is well is not one of each failure there is. */
const FEW = 24

/** A literal that stands for who writes a line is in every line, and is no work for anybody. */
export function literalsOf(rules) {
  const signatures = rules.flatMap((rule) => rule.signatures).filter(({ at }) => at !== 'identifier')
  return [...new Set(signatures.map(({ contains }) => contains))]
}

/** A log of `bytes`, `healthy`, `storm` or `json`, in the folder: its name, its path, its lines and how many of them match. */
export function synthetic(name, bytes, rules, folder) {
  const literals = literalsOf(rules)
  const samples = samplesOf(rules)
  const step = Math.floor(samples.length / FEW)
  const few = samples.filter((_sample, index) => index % step === 0).slice(0, FEW)
  const path = join(folder, `${name}.log`)
  return { name, path, ...generate(path, name, bytes, name === 'storm' ? samples : few, literals) }
}

/** Writes `bytes` of log; returns how many lines it has and how many match. Always the same for the same arguments. */
function generate(path, kind, bytes, samples, literals) {
  const random = mulberry32(kind.length)
  const plain = healthyLines(random).filter((line) => !literals.some((literal) => line.includes(literal)))
  const file = openSync(path, 'w')
  const counts = { lines: 0, matching: 0 }
  let us = 0
  let text = ''
  for (let written = 0; written < bytes;) {
    us += Math.floor(random() * (kind === 'storm' ? 2000 : 200_000))
    const isMatching = random() < SHARE[kind]
    const message = pick(isMatching ? samples : plain, random)
    const named = message.replace(/\bP0D\b/g, `web-${Math.floor(random() * 200)}`)
    text += kind === 'json' ? journaldLine(START + us, withHeader(us, named), random) : line(us, named)
    counts.lines++
    if (isMatching) counts.matching++
    if (text.length < CHUNK) continue
    written += writeSync(file, text)
    text = ''
  }
  closeSync(file)
  return counts
}

function line(us, message) {
  const time = isoOf(us)
  return `Jun ${time.slice(8, 10)} ${time.slice(11, 19)} node-a kubelet[1423]: ${withHeader(us, message)}\n`
}

/** The message with klog's header. */
function withHeader(us, message) {
  const time = isoOf(us)
  const clock = `${time.slice(11, 19)}.${String(us % 1_000_000).padStart(6, '0')}`
  return `${message[0]}06${time.slice(8, 10)} ${clock}    1423 ${message.slice(1)}`
}

function isoOf(us) {
  return new Date((START + us) / 1000).toISOString()
}

/** `I` and what stands behind the header's pid: what a kubelet prints at -v=2 when all is well. */
function healthyLines(random) {
  const uid = () => Array.from({ length: 5 }, () => Math.floor(random() * 0xffffffff).toString(16)).join('-')
  return Array.from({ length: 400 }, (_item, index) =>
    pick(
      [
        `Ireconciler_common.go:${240 + (index % 40)}] "operationExecutor.VerifyControllerAttachedVolume started for volume \\"kube-api-access-${index}\\" (UniqueName: \\"kubernetes.io/projected/${uid()}-kube-api-access\\") pod \\"P0D\\" (UID: \\"${uid()}\\") " pod="shop/P0D"`,
        `Ikubelet.go:2447] "SyncLoop (PLEG): event for pod" pod="shop/P0D" event={"ID":"${uid()}","Type":"ContainerStarted","Data":"${uid()}"}`,
        `Ipod_startup_latency_tracker.go:104] "Observed pod startup duration" pod="shop/P0D" podStartSLOduration=1.99 podStartE2EDuration="1.99s" podCreationTimestamp="2024-06-02 09:00:00 +0000 UTC"`,
        `Iprober.go:107] "Probe succeeded" probeType="Readiness" pod="shop/P0D" podUID="${uid()}" containerName="app"`,
        `Ischeduler_binder.go:1] "Syncing pod" pod="shop/P0D" node="node-a" attempt=${index}`,
      ],
      random,
    ),
  )
}

function pick(items, random) {
  return items[Math.floor(random() * items.length)]
}

function mulberry32(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

// klog's JSON (`--logging-format=json`) -> what the text format would have said. Source: k8s.io/component-base logs/json.
import type { Stamp } from '../journal/entry.ts'
import type { Severity } from './header.ts'
import type { KeyValue, Structured } from './structured.ts'

/** A klog call that was written as JSON. */
export interface KlogJson {
  readonly severity: Severity
  /** UTC. Absent where a shipper took the time away. */
  readonly stamp?: Stamp
  /** `folder/file.go`; before Kubernetes 1.22 there is none. */
  readonly file?: string
  readonly line?: number
  /** The message as the text format prints it. */
  readonly text: string
  /** Its structure; undefined where the call may have been an unstructured one. */
  readonly structured: Structured | undefined
}

type Fields = Readonly<Record<string, unknown>>

const CALLER = /^(.+):(\d{1,7})$/
/** These are no values of the call. Of Talos' own, it adds those that begin with `talos-` when it ships lines to a collector. */
const HEADER_FIELDS: ReadonlySet<string> = new Set(['ts', 'caller', 'msg', 'v'])
/** Milliseconds of 1980 and 2100: `ts` in other units is outside of them. */
const EARLIEST = 315_532_800_000
const LATEST = 4_102_444_800_000
const DAY = 86_400_000_000

/**
 * Reads a line of klog's JSON; undefined for other JSON. Lines that were cut lose only what was cut.
 *
 * @example
 * readKlogJson('{"ts":1735689600000.5,"caller":"kubelet/kubelet.go:7","msg":"Gone","err":"EOF"}')?.text //=> '"Gone" err="EOF"'
 */
export function readKlogJson(text: string): KlogJson | undefined {
  if (!text.startsWith('{') || !text.includes('"msg"')) return undefined
  const fields = parse(text) ?? parse(`${text}"}`) ?? parse(`${text}}`)
  if (fields === undefined || !isKlog(fields)) return undefined
  const caller = typeof fields['caller'] === 'string' ? CALLER.exec(fields['caller']) : null
  const stamp = typeof fields['ts'] === 'number' ? stampOf(fields['ts']) : undefined
  return {
    severity: severityOf(fields),
    ...(stamp && { stamp }),
    ...(caller && { file: caller[1] ?? '', line: Number(caller[2]) }),
    ...render(fields),
  }
}

function parse(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
  } catch {
    return undefined
  }
}

/** zap's own JSON, which CNI plugins and others write, has a level and times in other units. */
function isKlog({ ts, caller, msg, level }: Fields): boolean {
  const isCalled = typeof caller === 'string' && CALLER.test(caller)
  return typeof msg === 'string' && level === undefined && (typeof ts === 'number' || (ts === undefined && isCalled))
}

/**
 * There is no level. Since Kubernetes 1.23 the lines of errors have no `v`; before, they have `"v":0` and an error. Warnings
 * and fatal errors of unstructured calls cannot be told from info.
 */
function severityOf({ v, err }: Fields): Severity {
  return v === undefined || (v === 0 && err !== undefined) ? 'E' : 'I'
}

function stampOf(ms: number): Stamp | undefined {
  if (!(ms >= EARLIEST && ms < LATEST)) return undefined
  const us = Math.round(ms * 1000)
  const date = new Date(us / 1000)
  const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
  return { ...day, us: us % DAY, precision: 1, offset: 0 }
}

/** The text format has `err` first, then the logger. */
function render(fields: Fields): Pick<KlogJson, 'text' | 'structured'> {
  const msg = String(fields['msg'])
  const keys = Object.keys(fields).filter((key) => !HEADER_FIELDS.has(key) && !key.startsWith('talos-'))
  const first = ['err', 'logger'].filter((key) => keys.includes(key))
  const ordered = [...first, ...keys.filter((key) => !first.includes(key))]
  // Without values an unstructured call looks the same. What it says is all in its message.
  if (ordered.length === 0) return { text: msg, structured: undefined }
  let text = quote(msg)
  const values = ordered.map((key): KeyValue => {
    const { value, raw } = renderValue(fields[key])
    const start = text.length + key.length + 2
    text += ` ${key}=${raw}`
    return { key, value, start, end: text.length }
  })
  return { text, structured: { msg, values, truncated: false } }
}

/** A value as the text format has it, decoded and as it stands there. */
function renderValue(json: unknown): { value: string; raw: string } {
  if (typeof json === 'string') return { value: json, raw: json.includes('\n') ? block(json) : quote(json) }
  const name = objectName(json)
  if (name !== undefined) return { value: name, raw: `"${name}"` }
  const value = JSON.stringify(Array.isArray(json) ? json.map((one) => objectName(one) ?? one) : json)
  return { value, raw: value }
}

/** `ns/name` of klog.KObj, which JSON has as an object. */
function objectName(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { name, namespace = '', ...others } = json as Fields
  if (typeof name !== 'string' || typeof namespace !== 'string' || Object.keys(others).length > 0) return undefined
  return namespace === '' ? name : `${namespace}/${name}`
}

function block(text: string): string {
  return `<\n\t${text.replace(/\n$/, '').replaceAll('\n', '\n\t')}\n >`
}

/** JSON's escapes are among those of Go's string literals. */
function quote(text: string): string {
  return JSON.stringify(text)
}

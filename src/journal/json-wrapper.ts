// JSON in which collectors and clouds put a log line: docker's json-file, Cloud Logging, CloudWatch, fluent-bit, Elastic, Loki, Talos.
import type { Stamp } from './entry.ts'
import { stampOfEpoch } from './epoch.ts'
import { readIso } from './stamp.ts'
import type { Unwrapped } from './wrapper.ts'

type Fields = Readonly<Record<string, unknown>>

// Where each thing stands, in the order in which it is looked for; a dot goes into an object.
const TEXT = ['MESSAGE', 'message', 'log', 'line', 'textPayload', 'SyslogMessage', 'LogMessage', 'event.original']
const HOST = ['_HOSTNAME', 'hostname', 'host', 'host.hostname', 'host.name', 'Computer', 'node_name', 'nodeName', 'nodename', 'node', 'kubernetes.host', 'instance', 'talos-node', 'compute.googleapis.com/resource_name'] // prettier-ignore
const NAME = ['SYSLOG_IDENTIFIER', 'syslog_identifier', 'syslog.identifier', 'log.syslog.appname', 'ident', 'ProcessName', 'process', 'talos-service'] // prettier-ignore
const PID = ['_PID', 'pid', 'process.pid', 'journald.pid', 'ProcessID']
const UNIT = ['_SYSTEMD_UNIT', 'systemd_unit', 'systemd.unit', 'unit']
const TIME = ['time', 'timestamp', '@timestamp', 'TimeGenerated', 'date', 'ts', 'talos-time']
/** Where the fields of the line stand, when not at the top. */
const INSIDE = ['jsonPayload', '_source', 'fields', 'labels', 'stream', 'resource.labels']
const TALOS = 'talos-'
/** What tells that a text was wrapped: an application's own JSON has a message, too. */
const SIGNS = [...HOST, ...NAME, ...PID, ...UNIT, ...TIME, 'stream']

/** Time and tag before the JSON, as fluentd and `aws logs tail` print them. */
const BEFORE = /^[^{"]{10,300}?[ \t,]\{"/

/**
 * Reads a line of JSON that holds a line of a log; undefined for other JSON.
 *
 * @example
 * readJsonWrapper('{"log":"hello\\n","stream":"stderr","time":"2024-06-02T15:39:04.1Z"}')?.text //=> 'hello'
 */
export function readJsonWrapper(line: string): Unwrapped | undefined {
  const at = line.startsWith('{') ? 0 : jsonAt(line)
  return at === -1 ? undefined : wrapperOf(parseObject(line.slice(at)))
}

/** The same for an object that is already read. */
export function wrapperOf(object: Fields | undefined): Unwrapped | undefined {
  if (object === undefined) return undefined
  const layers = [object, ...INSIDE.map((name) => at(object, name)).filter(isObject)]
  const text = textOf(layers)
  if (text === undefined || !SIGNS.some((name) => find(layers, name) !== undefined)) return undefined
  const isDocker = typeof object['log'] === 'string' && typeof object['stream'] === 'string'
  const isPartial = object['logtag'] === 'P' || object['_p'] === 'P' || (isDocker && !text.endsWith('\n'))
  return {
    text: text.replace(/\r?\n$/, ''),
    format: isDocker ? 'docker-json' : 'collector-json',
    ...(isDocker && { stream: String(object['stream']) }),
    ...sourceOf(layers),
    ...(isPartial && { isPartial }),
  }
}

function sourceOf(layers: readonly Fields[]): Partial<Unwrapped> {
  const [stamp, host, pid] = [
    firstOf(layers, TIME, toStamp),
    firstOf(layers, HOST, toText),
    firstOf(layers, PID, toPid),
  ]
  const [identifier, unit] = [firstOf(layers, NAME, toText), firstOf(layers, UNIT, toText)]
  return {
    ...(stamp && { stamp }),
    ...(host !== undefined && { host }),
    ...(identifier !== undefined && { identifier }),
    ...(pid !== undefined && { pid }),
    ...(unit !== undefined && { unit }),
  }
}

function textOf(layers: readonly Fields[]): string | undefined {
  // A collector that reads JSON has taken klog's JSON apart: it is put together again, for the klog stage to read.
  const klog = layers.find(({ msg, caller }) => typeof msg === 'string' && typeof caller === 'string')
  if (klog === undefined) return firstOf(layers, TEXT, (value) => (typeof value === 'string' ? value : undefined))
  const own = Object.entries(klog).filter(([name]) => !name.startsWith(TALOS))
  // What stands alone is klog's own line, not a wrapper.
  return klog === layers[0] && own.length === Object.keys(klog).length
    ? undefined
    : JSON.stringify(Object.fromEntries(own))
}

function firstOf<T>(
  layers: readonly Fields[],
  names: readonly string[],
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const name of names) {
    const value = read(find(layers, name))
    if (value !== undefined) return value
  }
  return undefined
}

function find(layers: readonly Fields[], name: string): unknown {
  for (const layer of layers) {
    const value = layer[name] ?? at(layer, name)
    if (value !== undefined) return value
  }
  return undefined
}

/** `a.b` of an object. */
function at(object: Fields, path: string): unknown {
  let value: unknown = object
  for (const name of path.split('.')) {
    if (!isObject(value)) return undefined
    value = value[name]
  }
  return value
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function toPid(value: unknown): number | undefined {
  const digits = String(value)
  return /^\d{1,10}$/.test(digits) ? Number(digits) : undefined
}

/** RFC 3339, or an epoch in seconds, milliseconds, microseconds or nanoseconds. */
function toStamp(value: unknown): Stamp | undefined {
  if (typeof value === 'string' && value.includes('-')) return readIso(`${value.replace(' ', 'T')} `)?.stamp
  const digits = /^(\d{10})(\d{0,9})(?:\.(\d{1,9}))?$/.exec(String(value))
  if (digits === null) return undefined
  return stampOfEpoch(Number(digits[1]), Number(`${digits[2]}${digits[3] ?? ''}`.slice(0, 6).padEnd(6, '0')))
}

function jsonAt(line: string): number {
  const found = BEFORE.exec(line)
  return found === null ? -1 : found[0].length - 2
}

/** The object that a text is; undefined when it is none. */
export function parseObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

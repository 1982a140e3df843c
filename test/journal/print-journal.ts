// Prints made-up journal entries the way journalctl and syslog daemons do: our own fixtures for every mode.

/** An entry as journald has it. Times in microseconds. */
export interface Entry {
  readonly realtime: number
  /** The sender's own time, where it gives one; the short modes print this. */
  readonly source?: number
  readonly monotonic: number
  readonly boot: string
  readonly host: string
  readonly identifier: string
  readonly pid?: number
  readonly unit: string
  /** systemd's own messages name the unit that they are about. */
  readonly about?: string
  readonly priority: number
  readonly message: string
}

export interface PrintOptions {
  /** journalctl -r */
  readonly reverse?: boolean
  /** False: --no-hostname. */
  readonly hostname?: boolean
}

type Printer = (entry: Entry, before: Entry | undefined, options: PrintOptions) => string

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')

/** The modes of which every entry says when it was, as an absolute time or without year. */
export const MODES = {
  short: (entry, _before, options) => line(`${day(entry, '0')} ${clock(entry)}`, entry, options),
  'short-precise': (entry, _before, options) =>
    line(`${day(entry, '0')} ${clock(entry)}${micros(entry)}`, entry, options),
  'short-iso': (entry, _before, options) => line(`${iso(entry)}+0000`, entry, options),
  'short-iso-precise': (entry, _before, options) => line(`${iso(entry)}${micros(entry)}+00:00`, entry, options),
  'short-full': (entry, _before, options) => line(`${full(entry)} UTC`, entry, options),
  'with-unit': (entry, _before, options) =>
    line(`${full(entry)} UTC`, entry, options, entry.unit === '' ? entry.identifier : entry.unit),
  'short-unix': (entry, _before, options) => line(`${Math.floor(shown(entry) / 1e6)}${micros(entry)}`, entry, options),
  'short-monotonic': (entry, _before, options) => line(`[${monotonic(entry)}]`, entry, options),
  'short-delta': (entry, before, options) => line(`[${monotonic(entry)}${delta(entry, before)}]`, entry, options),
  verbose,
  export: exported,
  json: (entry) => JSON.stringify(jsonOf(entry)),
  'json, old layout': (entry) => oldJson(entry),
  'json-pretty': (entry) => JSON.stringify(jsonOf(entry), null, '\t').replaceAll(/^(\t+"\w+"):/gm, '$1 :'),
  'json-sse': (entry) => `data: ${JSON.stringify(jsonOf(entry))}\n`,
  'json-seq': (entry) => `\u001e${JSON.stringify(jsonOf(entry))}`,
  'syslog, RFC 3164': (entry, _before, options) => line(`${day(entry, ' ')} ${clock(entry)}`, flat(entry), options),
  'syslog with priority': (entry, _before, options) =>
    line(`<${24 + entry.priority}>${day(entry, ' ')} ${clock(entry)}`, flat(entry), options),
  'syslog, RFC 5424': (entry) =>
    `<${24 + entry.priority}>1 ${iso(entry)}${micros(entry)}+00:00 ${entry.host} ${entry.identifier} ${entry.pid ?? '-'} - -  ${flat(entry).message}`,
  'syslog of rsyslog': (entry, _before, options) => line(`${iso(entry)}${micros(entry)}+00:00`, flat(entry), options),
} satisfies Record<string, Printer>

export type Mode = keyof typeof MODES

const FIELDS: ReadonlySet<Mode> = new Set<Mode>([
  'export',
  'json',
  'json, old layout',
  'json-pretty',
  'json-sse',
  'json-seq',
])
const PRINTERS: Readonly<Record<Mode, Printer>> = MODES

/** The entries as journalctl prints them, with its lines between boots. */
export function print(entries: readonly Entry[], mode: Mode, options: PrintOptions = {}): string {
  const ordered = options.reverse === true ? entries.toReversed() : entries
  const lines = ordered.map((entry, index) => {
    const before = ordered[index - 1]
    const boot = before !== undefined && before.boot !== entry.boot && !FIELDS.has(mode) && !mode.startsWith('syslog')
    return `${boot ? `-- Boot ${entry.boot} --\n` : ''}${PRINTERS[mode](entry, before, options)}\n`
  })
  return lines.join('')
}

function line(time: string, entry: Entry, { hostname = true }: PrintOptions, name = entry.identifier): string {
  const pid = entry.pid === undefined ? '' : `[${entry.pid}]`
  const prefix = `${time}${hostname ? ` ${entry.host}` : ''} ${name}${pid}: `
  const message = stripped(entry.message).replaceAll('\t', ' '.repeat(8))
  return isPrintable(message)
    ? `${prefix}${message.replaceAll('\n', `\n${' '.repeat(prefix.length)}`)}`
    : `${prefix}[${Buffer.byteLength(entry.message)}B blob data]`
}

/** What journalctl leaves out in the short modes. */
function stripped(message: string): string {
  // oxlint-disable-next-line no-control-regex -- colours begin with ESC
  return message.replaceAll(/\u001b\[[\d;]*m/g, '').replace(/\r$/, '')
}

function isPrintable(message: string): boolean {
  // oxlint-disable-next-line no-control-regex -- that is what is asked
  return !/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/.test(message)
}

function shown({ source, realtime }: Entry): number {
  return source ?? realtime
}

function date(entry: Entry): Date {
  return new Date(Math.floor(shown(entry) / 1000))
}

function day(entry: Entry, pad: string): string {
  return `${MONTHS[date(entry).getUTCMonth()]} ${String(date(entry).getUTCDate()).padStart(2, pad)}`
}

function clock(entry: Entry): string {
  return date(entry).toISOString().slice(11, 19)
}

function micros(entry: Entry): string {
  return `.${String(shown(entry) % 1_000_000).padStart(6, '0')}`
}

function iso(entry: Entry): string {
  return date(entry).toISOString().slice(0, 19)
}

function full(entry: Entry): string {
  return `${DAYS[date(entry).getUTCDay()]} ${iso(entry).replace('T', ' ')}`
}

function seconds(us: number): string {
  return `${Math.floor(us / 1_000_000)}.${String(us % 1_000_000).padStart(6, '0')}`.padStart(12)
}

function monotonic({ monotonic: us }: Entry): string {
  return seconds(us)
}

function delta(entry: Entry, before: Entry | undefined): string {
  if (before === undefined) return ' '.repeat(16)
  const sign = before.boot === entry.boot ? ' ' : '*'
  return ` <${seconds(Math.abs(shown(entry) - shown(before)))}${sign}>`
}

function fieldsOf(entry: Entry): Record<string, string> {
  const { boot, host, identifier, pid, unit, about, priority, message, source } = entry
  return {
    _BOOT_ID: boot,
    PRIORITY: String(priority),
    SYSLOG_FACILITY: '3',
    SYSLOG_IDENTIFIER: identifier,
    ...(pid !== undefined && { _PID: String(pid) }),
    _SELINUX_CONTEXT: 'unconfined\n',
    ...(unit !== '' && { _SYSTEMD_UNIT: unit }),
    ...(about !== undefined && { UNIT: about }),
    MESSAGE: message,
    _CMDLINE: `/usr/bin/${identifier}`,
    ...(source !== undefined && { _SOURCE_REALTIME_TIMESTAMP: String(source) }),
    _HOSTNAME: host,
  }
}

function heads(entry: Entry): Record<string, string> {
  return {
    __CURSOR: cursor(entry),
    __REALTIME_TIMESTAMP: String(entry.realtime),
    __MONOTONIC_TIMESTAMP: String(entry.monotonic),
  }
}

function cursor({ boot, monotonic: m, realtime: t }: Entry): string {
  return `s=0123456789abcdef0123456789abcdef;i=1f;b=${boot};m=${m.toString(16)};t=${t.toString(16)};x=89abcdef01234567`
}

function verbose(entry: Entry): string {
  const fields = Object.entries(fieldsOf(entry)).map(([name, value]) => {
    const text = isPrintable(value) ? value : `[${Buffer.byteLength(value)}B blob data]`
    return `    ${name}=${text.trimEnd().replaceAll('\n', `\n${' '.repeat(name.length + 5)}`)}\n`
  })
  return `${full(entry)}${micros(entry)} UTC [${cursor(entry)}]\n${fields.join('')}`.trimEnd()
}

/** What is not UTF-8, some lengths, is decoded as the lines stage decodes it. */
function exported(entry: Entry): string {
  return exportBytes(entry).toString('utf8').slice(0, -1)
}

/** The entry in the Journal Export Format, with the blank line behind it. */
export function exportBytes(entry: Entry): Buffer {
  const fields = Object.entries({ ...heads(entry), ...fieldsOf(entry) }).map(([name, value]) => {
    // oxlint-disable-next-line no-control-regex -- the same control characters make a value binary
    if (!/[\u0000-\u0008\u000a-\u001f]/.test(value)) return Buffer.from(`${name}=${value}\n`)
    const length = Buffer.alloc(8)
    length.writeBigUInt64LE(BigInt(Buffer.byteLength(value)))
    return Buffer.concat([Buffer.from(`${name}\n`), length, Buffer.from(`${value}\n`)])
  })
  return Buffer.concat([...fields, Buffer.from('\n')])
}

/** All of the fields, in an order that changes from entry to entry. */
function jsonOf(entry: Entry): Record<string, unknown> {
  const fields = Object.entries({ ...heads(entry), ...fieldsOf(entry) }).map(([name, value]) => [
    name,
    // oxlint-disable-next-line no-control-regex -- journalctl prints what has these as bytes
    /[\u0000-\u0008\u000b-\u001f]/.test(value) ? [...Buffer.from(value)] : value,
  ])
  const turn = entry.realtime % fields.length
  return Object.fromEntries([
    ...fields.slice(turn),
    ...fields.slice(0, turn),
    ['K8S_LABEL', ['app=web', [255, 0], null]],
  ])
}

function oldJson(entry: Entry): string {
  const fields = Object.entries(jsonOf(entry)).map(([name, value]) => {
    const text = Array.isArray(value)
      ? `[ ${value.map((one) => JSON.stringify(one)).join(', ')} ]`
      : JSON.stringify(value)
    return `"${name}" : ${text}`
  })
  return `{ ${fields.join(', ')} }`
}

/** rsyslog writes control characters as `#011`; what it gets is one line. */
function flat(entry: Entry): Entry {
  // oxlint-disable-next-line no-control-regex -- that is how it is
  const message = entry.message.replaceAll(/[\u0000-\u001f]/g, octal)
  return { ...entry, message }
}

function octal(char: string): string {
  return `#${char.charCodeAt(0).toString(8).padStart(3, '0')}`
}

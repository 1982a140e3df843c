// What holds inotify watches, for people: how full it is, then by whom.
import type { InotifyReport } from '../host/inotify/report.ts'
import { ownerOf, type InotifyProcess } from '../host/inotify/process.ts'
import { fullness, type InotifyUser } from '../host/inotify/users.ts'
import { sanitizeLine } from '../report/sanitize.ts'
import type { Page, Style } from '../report/text/page.ts'
import { plural } from '../report/text/words.ts'

/** `before` is the last look, of which the changes are shown. */
export function writeInotify(page: Page, report: InotifyReport, top: number, before?: InotifyReport): void {
  writeHead(page, report)
  writeUsers(page, report, before)
  writeOwners(page, report, top)
  writeProcesses(page, report, top)
  writeSuggestions(page, report)
  writeHidden(page, report)
}

function writeHead(page: Page, { host, users, limits, machine }: InotifyReport): void {
  const fullest = users.find(({ isOwn }) => isOwn)
  const state = fullest === undefined ? 'no watches seen' : `${percent(fullness(fullest))} of a limit`
  const style = styleOf(fullest === undefined ? 0 : fullness(fullest))
  page.spread(
    page.style('heading', sanitizeLine(host === undefined ? 'inotify' : `inotify on ${host}`)),
    page.style(style, state),
  )
  const field = (name: string, text: string): void => page.hang(`  ${page.style('dim', name.padEnd(10))} `, text, 13)
  field('watches', `${number(limits.watches)} a user${origin(limits.namespace.watches, limits.host.watches)}`)
  field('instances', `${number(limits.instances)} a user${origin(limits.namespace.instances, limits.host.instances)}`)
  if (limits.host.queuedEvents !== undefined) field('queue', `${number(limits.host.queuedEvents)} events an instance`)
  if (machine === undefined) return
  const gib = (machine.memory / 1024 ** 3).toFixed(1)
  field(
    'default',
    `Linux ${machine.kernel} with ${gib} GiB would allow about ${number(machine.defaultWatches)} watches`,
  )
}

/** A user namespace can have a smaller limit of its own. */
function origin(namespace: number | undefined, host: number | undefined): string {
  if (namespace === undefined || host === undefined || namespace >= host) return ''
  return ` (of this user namespace; the host's is ${number(host)})`
}

const USER_CELLS = [9, 12, 9, 11, 9] as const

function writeUsers(page: Page, { users }: InotifyReport, before?: InotifyReport): void {
  if (users.length === 0) return
  const row = (name: string, cells: readonly string[]): string =>
    `  ${page.column(name, 20)}${cells.map((cell, at) => cell.padStart(USER_CELLS[at] ?? 0)).join('')}`
  page.line()
  page.line(page.style('heading', row('user', ['processes', 'watches', 'share', 'instances', 'share'])))
  for (const user of users) {
    const { processes, watches, watchesShare, instances, instancesShare } = user
    const cells = [processes, watches, share(watchesShare), instances, share(instancesShare)].map(number)
    page.line(`${row(userName(user), cells)}${change(user, before)}`)
  }
}

function userName({ uid, name, isOwn, userNamespace }: InotifyUser): string {
  const who = sanitizeLine(name ?? `uid ${uid}`)
  return isOwn ? who : `${who} (ns ${userNamespace ?? '?'})`
}

function change(user: InotifyUser, before?: InotifyReport): string {
  const was = before?.users.find(({ uid, userNamespace }) => uid === user.uid && userNamespace === user.userNamespace)
  const more = before === undefined ? 0 : user.watches - (was?.watches ?? 0)
  return more === 0 ? '' : `  ${more > 0 ? '+' : ''}${number(more)}`
}

function writeOwners(page: Page, { owners }: InotifyReport, top: number): void {
  const named = owners.filter(({ owner }) => owner !== '-')
  if (named.length === 0) return
  page.line()
  page.line(page.style('heading', `  ${'watches'.padStart(9)}${'instances'.padStart(11)}  pod, container or unit`))
  for (const { owner, watches, instances } of named.slice(0, top))
    page.line(
      `  ${number(watches).padStart(9)}${number(instances).padStart(11)}  ${page.cut(sanitizeLine(owner), page.width - 24)}`,
    )
  if (named.length > top) page.line(page.style('dim', `  and ${plural(named.length - top, 'more')}`.replace(/s$/, '')))
}

function writeProcesses(page: Page, { processes }: InotifyReport, top: number): void {
  if (processes.length === 0) return
  page.line()
  page.line(
    page.style('heading', `  ${'pid'.padStart(8)}${'watches'.padStart(10)}${'instances'.padStart(11)}  user, command`),
  )
  for (const one of processes.slice(0, top)) writeProcess(page, one)
  const more = processes.length - top
  if (more > 0) page.line(page.style('dim', `  and ${plural(more, 'more process').replace(/processs$/, 'processes')}`))
}

function writeProcess(page: Page, one: InotifyProcess): void {
  const { pid, watches, instances, user, uid, command, sharedWatches } = one
  const columns = `  ${String(pid).padStart(8)}${number(watches).padStart(10)}${number(instances).padStart(11)}  `
  const owner = ownerOf(one) === '-' ? '' : ` [${ownerOf(one)}]`
  const shared = sharedWatches > 0 ? ` (${number(sharedWatches)} of its parent)` : ''
  const text = sanitizeLine(`${user ?? uid}${owner}${shared}: ${command}`)
  page.line(`${columns}${page.cut(text, page.width - columns.length)}`)
}

function writeSuggestions(page: Page, { suggestions }: InotifyReport): void {
  for (const { sysctl, value, reason, memory } of suggestions) {
    page.line()
    page.line(`  ${page.style('command', `sudo sysctl -w ${sysctl}=${value}`)}`)
    const cost =
      memory === undefined
        ? ''
        : `; all of them in use take about ${number(Math.ceil(memory / 1024 ** 2))} MiB of kernel memory`
    page.hang('    ', `${reason}${cost}`, 4)
  }
}

function writeHidden(page: Page, { hidden, scanned }: InotifyReport): void {
  if (hidden === 0) return
  const what = `${plural(hidden, 'process').replace(/processs$/, 'processes')} of ${number(scanned)}`
  page.line()
  page.hang(
    '  ',
    `${what} cannot be looked into, so their users may hold more than is seen here: run it as root.`,
    2,
    'dim',
  )
}

function styleOf(share: number): Style {
  if (share >= 0.95) return 'critical'
  return share >= 0.8 ? 'medium' : 'good'
}

/** Never 100 % while something is left. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`
}

function share(value: number | undefined): string {
  return value === undefined ? '-' : percent(value)
}

function number(value: number | string | undefined): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : (value ?? 'unknown')
}

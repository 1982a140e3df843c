// Explained records, the shapes of `rules coverage`, and what holds inotify watches: the same without names.
import { applyEdits } from '../mask/edit.ts'
import { editTexts } from '../mask/walk.ts'
import type { InotifyReport } from '../host/inotify/report.ts'
import type { CoverageReport } from '../inspect/coverage.ts'
import type { ExplainedKlog, ExplainedMatch, ExplainedNearMiss, ExplainedRecord } from '../inspect/explained.ts'
import { kindOfKey } from './find/pairs.ts'
import type { Redactor } from './redactor.ts'
import { programOf, redactPart, tellShape } from './report.ts'
import type { Voice } from './voice.ts'

/** One record of a stream: it has the names that it tells itself, and those that the records before it told. */
export function redactExplained(explained: ExplainedRecord, redactor: Redactor): ExplainedRecord {
  const { entry, klog, matches, nearMisses, input, text, message } = explained
  if (entry?._HOSTNAME !== undefined) redactor.learnName('node', entry._HOSTNAME)
  redactor.learn(text) // which has all names at their places
  const named = entry?._HOSTNAME !== undefined && { _HOSTNAME: redactor.name('node', entry._HOSTNAME) }
  return {
    ...explained,
    input: redactor.name('input', input),
    text: redactor.text(text),
    ...(entry && { entry: { ...entry, ...named } }),
    ...(message !== undefined && { message: redactor.text(message) }),
    ...(klog && { klog: redactKlog(klog, redactor) }),
    ...(matches && { matches: matches.map((match) => redactMatch(match, redactor)) }),
    ...(nearMisses && { nearMisses: nearMisses.map((miss) => redactNearMiss(miss, redactor)) }),
  }
}

function redactKlog(klog: ExplainedKlog, redactor: Redactor): ExplainedKlog {
  const values = klog.values.map(({ key, value }) => ({ key, value: redactValue(key, value, redactor) }))
  return { ...klog, msg: redactor.text(klog.msg), values }
}

function redactMatch(match: ExplainedMatch, redactor: Redactor): ExplainedMatch {
  const captures = Object.entries(match.captures).map(
    ([name, value]) => [name, redactValue(name, value, redactor)] as const,
  )
  const [subject] = Object.entries(match.captures).find(([, value]) => value === match.subject) ?? ['']
  return { ...match, captures: Object.fromEntries(captures), subject: redactValue(subject, match.subject, redactor) }
}

/** What a rule wanted is the rule's, what stands there instead is the log's. */
function redactNearMiss(miss: ExplainedNearMiss, redactor: Redactor): ExplainedNearMiss {
  const obstacles = miss.obstacles.map((one) =>
    'is' in one && typeof one.is === 'string' ? { ...one, is: redactor.text(one.is) } : one,
  )
  return { ...miss, obstacles }
}

function redactValue(key: string, value: string, redactor: Redactor): string {
  const kind = kindOfKey(key)
  return kind === undefined ? redactor.text(value) : applyEdits(value, redactor.editsOf(kind, value))
}

/** The shapes that `rules coverage` lists. */
export function redactCoverage(report: CoverageReport, redactor: Redactor): CoverageReport {
  const tell = (shapes: typeof report.unexplained, voice: Voice): typeof report.unexplained =>
    shapes.map((shape) => tellShape(shape, voice))
  return { ...report, unexplained: redactPart(report.unexplained, tell, redactor) }
}

/** Of a command only the program stays: its arguments can be anything. */
export function redactInotify(report: InotifyReport, redactor: Redactor): InotifyReport {
  for (const { pod, user } of report.processes) {
    if (user !== undefined) redactor.learnName('user', user)
    if (pod === undefined) continue
    redactor.learnName('namespace', pod.namespace)
    redactor.learnName('pod', pod.pod)
    if (pod.container !== undefined) redactor.learnName('container', pod.container)
  }
  const { host, users, processes, owners, ...rest } = report
  const say = (text: string): string => redactor.text(text)
  return {
    ...rest,
    ...(host !== undefined && { host: redactor.name('node', host) }),
    users: users.map((user) => (user.name === undefined ? user : { ...user, name: redactor.name('user', user.name) })),
    owners: owners.map((one) => ({ ...one, owner: applyEdits(one.owner, redactor.editsOf('pod', one.owner)) })),
    processes: processes.map(({ user, pod, command, name, ...one }) => ({
      ...editTexts(one, (text) => redactor.edits(text)),
      name: say(name),
      command: say(programOf(command)),
      ...(user !== undefined && { user: redactor.name('user', user) }),
      ...(pod && {
        pod: {
          ...pod,
          namespace: redactor.name('namespace', pod.namespace),
          pod: redactor.name('pod', pod.pod),
          ...(pod.container !== undefined && { container: redactor.name('container', pod.container) }),
        },
      }),
    })),
  }
}

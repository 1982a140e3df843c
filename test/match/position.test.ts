import { describe, expect, test } from '@jest/globals'
import { Matcher } from '../../src/match/matcher.ts'
import type { Position } from '../../src/rules/rule.ts'
import { recordOf } from '../klog-records.ts'
import { aRule, aSignature } from '../rules/a-rule.ts'

const POSITIONS: readonly Position[] = ['head', 'err', 'values', 'anywhere']
const KLOG = 'E0311 08:15:42.604118    1187 kubelet.go:1530] '

/** Where the literal counts as standing in the record of a log. */
function positionsOf(literal: string, log: string): Position[] {
  const record = recordOf(log)
  return POSITIONS.filter((at) => {
    const rule = aRule({ id: 'a', signatures: [aSignature(literal, { at })] })
    return new Matcher([rule]).match(record).length > 0
  })
}

describe('a literal stands', () => {
  test.each<[where: string, literal: string, log: string, positions: Position[]]>([
    [
      'at the head of a constant message',
      'Failed to start',
      `${KLOG}"Failed to start cAdvisor" err="EOF"`,
      ['head', 'anywhere'],
    ],
    ['inside a constant message', 'start cAdvisor', `${KLOG}"Failed to start cAdvisor" err="EOF"`, ['anywhere']],
    ['in err', 'no space left', `${KLOG}"Failed" err="write: no space left on device"`, ['err', 'values', 'anywhere']],
    [
      'in another value than err',
      'no space left',
      `${KLOG}"Failed" reason="no space left on device" err="x"`,
      ['values', 'anywhere'],
    ],
    ['in a value without quotes', 'web-5d8c9', `${KLOG}"Failed" pod=default/web-5d8c9 err="x"`, ['values', 'anywhere']],
    [
      'in an err that a dying writer cut',
      'no space left',
      `${KLOG}"Failed" err="write: no space left on dev`,
      ['err', 'values', 'anywhere'],
    ],
    ['in a key', 'containerName', `${KLOG}"Failed" containerName="app"`, ['anywhere']],
    [
      'in err, after a value with an escaped quote',
      'no space left',
      `${KLOG}"Failed" pod="a\\" b" err="no space left"`,
      ['err', 'values', 'anywhere'],
    ],
    [
      'at the head of an unstructured message',
      'Failed to start',
      `${KLOG}Failed to start cAdvisor inotify_init: too many`,
      POSITIONS.slice(),
    ],
    [
      'later in an unstructured message',
      'too many open',
      `${KLOG}Failed to start cAdvisor: too many open files`,
      ['err', 'values', 'anywhere'],
    ],
    [
      'at the head of text without a header',
      'kubelet.service',
      'Mar 11 08:15:42 n systemd[1]: kubelet.service: Failed.',
      POSITIONS.slice(),
    ],
    ['at the head of a headerless line of no format', 'panic: ', 'panic: runtime error', POSITIONS.slice()],
    [
      'at the head of a message whose front was cut',
      'Failed to start',
      'kubelet.go:1530] "Failed to start cAdvisor" err="EOF"',
      ['head', 'anywhere'],
    ],
    ['in a message of no values', 'Failed to start', `${KLOG}"Failed to start cAdvisor"`, ['head', 'anywhere']],
  ])('%s', (_where, literal, log, positions) => {
    expect(positionsOf(literal, log)).toEqual(positions)
  })
})

describe('a constant message quoted inside another message is no head', () => {
  test.each<[where: string, log: string]>([
    ['in err', `${KLOG}"Error syncing pod" err="Failed to start cAdvisor"`],
    ['escaped, in the output of a probe', `${KLOG}"Probe failed" output="{\\"msg\\":\\"Failed to start cAdvisor\\"}"`],
    ['after the first word of unstructured text', `${KLOG}Then: Failed to start cAdvisor`],
    ['in quotes in unstructured text', `${KLOG}got "Failed to start cAdvisor" from it`],
  ])('%s', (_where, log) => {
    expect(positionsOf('Failed to start cAdvisor', log)).not.toContain('head')
  })
})

describe('"Unhandled Error" has its message in err', () => {
  const wrapped = `${KLOG}"Unhandled Error" err="Failed to watch *v1.Pod: dial tcp" logger="UnhandledError"`

  test.each<[where: string, literal: string, log: string, positions: Position[]]>([
    ['whose beginning is the head', 'Failed to watch', wrapped, POSITIONS.slice()],
    ['whose rest is err', 'dial tcp', wrapped, ['err', 'values', 'anywhere']],
    ['while the words "Unhandled Error" are no head', 'Unhandled Error', wrapped, ['anywhere']],
    [
      'and the message itself when err is missing',
      'Unhandled Error',
      `${KLOG}"Unhandled Error" logger="UnhandledError"`,
      ['head', 'anywhere'],
    ],
    [
      'also when err is a block of lines',
      'Failed to watch',
      [
        `${KLOG}"Unhandled Error" err=<`,
        '\tFailed to watch *v1.Pod:',
        '\tdial tcp: refused',
        ' > logger="UnhandledError"',
      ].join('\n'),
      POSITIONS.slice(),
    ],
    [
      'and other lines of the block are err',
      'dial tcp',
      [
        `${KLOG}"Unhandled Error" err=<`,
        '\tFailed to watch *v1.Pod:',
        '\tdial tcp: refused',
        ' > logger="UnhandledError"',
      ].join('\n'),
      ['err', 'values', 'anywhere'],
    ],
  ])('%s', (_where, literal, log, positions) => {
    expect(positionsOf(literal, log)).toEqual(positions)
  })
})

describe('in a block', () => {
  const block = [
    `${KLOG}"Failed to run hook" err=<`,
    '\tcommand said:',
    '\tno space left',
    ' > pod="default/web"',
  ].join('\n')

  test.each<[where: string, literal: string, positions: Position[]]>([
    ['the head is before it', 'Failed to run', ['head', 'anywhere']],
    ['every line is in the value', 'no space left', ['err', 'values', 'anywhere']],
    ['the values after it are their own', 'default/web', ['values', 'anywhere']],
  ])('%s', (_where, literal, positions) => {
    expect(positionsOf(literal, block)).toEqual(positions)
  })
})

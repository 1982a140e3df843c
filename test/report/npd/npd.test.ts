// node-problem-detector's custom plugin monitor runs a command, takes its exit code (0 OK, 1 NonOK, 2 Unknown) and the first
// `max_output_length` bytes of its output as the message of the condition.
import { describe, expect, test } from '@jest/globals'
import { formatNpd } from '../../../src/report/npd/npd.ts'
import { run } from '../../cli/run.ts'
import { HEALTHY, WATCHES_EXHAUSTED } from '../../cli/fixtures.ts'
import { at } from '../../correlate/story.ts'
import { recoveredReport, sampleReport } from '../reports.ts'

const MAX_OUTPUT_LENGTH = 80

/** As the plugin monitor does it. */
async function plugin(stdin: string): Promise<{ status: 'OK' | 'NonOK' | 'Unknown'; message: string }> {
  const { code, stdout } = await run(['-o', 'npd'], { stdin })
  const status = code === 0 ? 'OK' : code === 1 ? 'NonOK' : 'Unknown'
  return { status, message: stdout.slice(0, MAX_OUTPUT_LENGTH).trim() }
}

describe('as a plugin of node-problem-detector', () => {
  test('an incident is a problem, and the message says which', async () => {
    expect(await plugin(WATCHES_EXHAUSTED)).toEqual({
      status: 'NonOK',
      message: 'inotify watches exhausted (high) since 2024-06-02T15:39:00Z on node-a',
    })
  })

  test('a node that is well is OK', async () => {
    expect(await plugin(HEALTHY)).toEqual({
      status: 'OK',
      message: 'No incident found on node-b. 2 lines: 0 explained, 2 context, 0 unexplained.',
    })
  })

  test('a node that has recovered is OK', async () => {
    const stdin = [
      at(
        '12:00:00',
        '"Image garbage collection failed" err="failed to get imageFs info: unable to find data in memory cache"',
      ),
      at(
        '12:00:01',
        '"Container runtime network not ready" networkReady="NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"',
      ),
      at('12:05:00', '"Fast updating node status as it just became ready"', { severity: 'I' }),
    ].join('\n')
    const text = await run(['-o', 'json'], { stdin })
    const { incidents } = JSON.parse(text.stdout) as { incidents: { status: string }[] }
    const isOver = incidents.every(({ status }) => status === 'recovered')
    expect((await plugin(stdin)).status).toBe(isOver ? 'OK' : 'NonOK')
  })

  test('the message begins with the cause and its worst effect', async () => {
    expect(formatNpd(await sampleReport()).slice(0, MAX_OUTPUT_LENGTH)).toMatch(
      /^inotify watches exhausted -> kubelet exited \(critical\) since 2024-06-02T15:39/,
    )
  })

  test('what is over is told as over', async () => {
    expect(formatNpd(await recoveredReport())).toBe(
      'One incident, recovered. 3 lines: 1 explained, 2 context, 0 unexplained.\n',
    )
  })
})

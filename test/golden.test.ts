// The reports on the sample logs, as they stand beside them. `npm run golden` writes them anew; read the difference before it is committed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { Diagnosis } from '../src/diagnose.ts'
import { LineLimiter } from '../src/lines/limit.ts'
import { splitLines } from '../src/lines/split.ts'
import { formatJson } from '../src/report/json.ts'
import type { Report } from '../src/report/report.ts'
import { formatText } from '../src/report/text/text.ts'
import { BUILTIN_RULES, loadRules } from '../src/rules/load.ts'
import type { Rule } from '../src/rules/rule.ts'

const SAMPLES = fileURLToPath(new URL('../samples', import.meta.url))
const isWriting = process.env['GOLDEN'] === 'write'

/** The logs that a report is on, and the beginning of its file's name. */
type Golden = readonly [name: string, folder: string, logs: readonly string[]]

const goldens = readdirSync(SAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: folder }): Golden[] => {
    const logs = readdirSync(join(SAMPLES, folder)).filter((file) => file.endsWith('.log'))
    if (logs.length === 0) return [] // a kit to make one with
    const alone = logs.length === 1 ? [] : logs.map((log): Golden => [log.replace(/log$/, 'report'), folder, [log]])
    return [['report', folder, logs], ...alone]
  })

let rules: readonly Rule[]

beforeAll(async () => {
  rules = await loadRules(BUILTIN_RULES)
})

describe.each(goldens)('%s of samples/%s', (name, folder, logs) => {
  let report: Report

  beforeAll(async () => {
    const diagnosis = new Diagnosis(rules)
    for (const log of logs) {
      const limiter = new LineLimiter()
      await diagnosis.read(log, splitLines(readFileSync(join(SAMPLES, folder, log)), limiter), limiter)
    }
    report = diagnosis.report()
  })

  test.each([
    ['txt', formatText],
    ['json', formatJson],
  ])('as %s', (extension, format) => {
    const path = join(SAMPLES, folder, `${name}.${extension}`)
    const text = format(report)
    if (isWriting) writeFileSync(path, text)
    expect(text).toBe(readFileSync(path, 'utf8'))
  })
})

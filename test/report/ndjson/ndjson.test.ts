import { describe, expect, test } from '@jest/globals'
import { formatJson } from '../../../src/report/json.ts'
import { formatNdjson } from '../../../src/report/ndjson/ndjson.ts'
import { MAKERS } from '../reports.ts'

type Line = Readonly<Record<string, unknown>> & { readonly type: string }

describe('the lines of', () => {
  test.each(Object.entries(MAKERS))('the report "%s" hold all of the JSON report', async (_name, make) => {
    const report = await make()
    const lines = formatNdjson(report)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
    const of = (wanted: string): object[] =>
      lines.filter(({ type }) => type === wanted).map(({ type: _type, ...rest }) => rest)
    const [summary, ...others] = of('summary')
    expect(others).toEqual([])
    expect({
      ...summary,
      incidents: of('incident'),
      unexplained: of('unexplained'),
      nodes: of('node'),
      inputs: of('input'),
      suppressed: of('suppressed'),
    }).toEqual(JSON.parse(formatJson(report)))
    expect(lines.at(-1)?.type).toBe('summary')
  })
})

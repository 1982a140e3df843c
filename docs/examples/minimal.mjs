// The cause, the effects and what to do:  journalctl -u kubelet | node minimal.mjs
import { diagnose } from 'kubelog-diagnose'
import { builtinRules } from 'kubelog-diagnose/node'

const { incidents } = await diagnose(process.stdin, { rules: await builtinRules() })
for (const { node, cause, effects, remediation } of incidents) {
  console.log([`${node}: ${cause.title}`, ...effects.map(({ title }) => title)].join(' -> '))
  for (const { phase, title } of remediation) console.log(`  ${phase}: ${title}`)
}

// tsc writes plain files; npm links the command only after a pack, so a checkout runs dist/bin.js itself.
import { chmodSync } from 'node:fs'

for (const name of ['bin', 'kubectl', 'kubectl-complete'])
  chmodSync(new URL(`../dist/${name}.js`, import.meta.url), 0o755)

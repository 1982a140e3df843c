// tsc writes plain files; npm links the command only after a pack, so a checkout runs dist/bin.js itself.
import { chmodSync } from 'node:fs'

chmodSync(new URL('../dist/bin.js', import.meta.url), 0o755)

// Writes the reports beside the sample logs anew. The test that compares them does the work, so that both do the same.
import { spawnSync } from 'node:child_process'

const { status } = spawnSync('npm', ['run', '--silent', 'jest', '--', 'test/golden'], {
  env: { ...process.env, GOLDEN: 'write' },
  shell: process.platform === 'win32',
  stdio: 'inherit',
})
process.exitCode = status ?? 1

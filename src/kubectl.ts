#!/usr/bin/env node
// The plugin that kubectl runs as `kubectl kubelog_diagnose NODE`: the command `node`.
process.argv.splice(2, 0, 'node')
await import('./bin.ts')

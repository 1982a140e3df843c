#!/usr/bin/env node
// What kubectl runs when the TAB key is pressed behind `kubectl kubelog_diagnose`.
process.argv.splice(2, 0, '__complete-node')
await import('./bin.ts')

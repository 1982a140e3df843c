export default {
  reporters: ['default', '<rootDir>/scripts/summary-reporter.mjs'],
  // jest leaves one core to others; on two cores that is half.
  maxWorkers: '100%',
  // Shared machines stall for seconds; a test that hangs still ends.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  collectCoverageFrom: ['src/**/*.ts', '!src/bin.ts', '!src/kubectl*.ts', '!src/index.ts', '!src/node.ts'],
  coverageReporters: ['text-summary'],
}

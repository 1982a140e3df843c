export default {
  reporters: ['default', '<rootDir>/scripts/summary-reporter.mjs'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  collectCoverageFrom: ['src/**/*.ts', '!src/bin.ts', '!src/index.ts', '!src/node.ts'],
  coverageReporters: ['text-summary'],
}

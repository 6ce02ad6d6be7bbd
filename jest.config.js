/** Jest runs the TypeScript sources as ES modules; the embedded database server is started once per worker on demand. */
export default {
  testEnvironment: '<rootDir>/test/support/test-environment.js',
  roots: ['<rootDir>/test', '<rootDir>/packages'],
  testMatch: ['**/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/packages/[^/]+/dist'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^embedded-mongodb$': '<rootDir>/packages/embedded-mongodb/src/index.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testSequencer: '<rootDir>/scripts/test-sequencer.mjs',
  reporters: ['default', '<rootDir>/scripts/summary-reporter.mjs'],
  // Half of the tests wait for programs that they start; a third worker fills the two cores that CI has.
  maxWorkers: 3,
  // Only what hangs may meet it: the same test takes four times as long on a busy machine.
  testTimeout: 120_000,
}

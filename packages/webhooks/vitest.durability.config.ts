import config from './vitest.config.ts'

export default {
  test: {
    // What is sent random requests in every run of the tests is sent many more.
    include: ['test/fuzz*.test.ts'],
    env: { FUZZ_RUNS: process.env.FUZZ_RUNS ?? '20000' },
    testTimeout: 600_000,
    reporters: ['default', ['json', { outputFile: 'reports/durability.json' }]],
  },
  resolve: config.resolve,
}

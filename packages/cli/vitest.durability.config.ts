import config from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    // A process for each test, which from change to change are runs in this one.
    include: ['test/durability/**/*.test.ts', 'test/process.test.ts'],
    exclude: [],
    testTimeout: 600_000,
    reporters: ['default', ['json', { outputFile: 'reports/durability.json' }]],
  },
}

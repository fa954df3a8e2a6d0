import config from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    include: ['test/durability/**/*.test.ts'],
    exclude: [],
    testTimeout: 300_000,
    maxConcurrency: 4,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: 'reports/durability.json' }]],
  },
}

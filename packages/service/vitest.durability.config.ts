import config from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    include: ['test/durability/**/*.test.ts'],
    testTimeout: 300_000,
    maxConcurrency: 6,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: 'reports/durability.json' }]],
  },
}

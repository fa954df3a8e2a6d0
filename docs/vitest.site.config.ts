import config from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    include: ['test/**/*.test.ts'],
    // Browsers on a busy machine take their time.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    reporters: ['default', ['json', { outputFile: 'reports/site.json' }]],
  },
}

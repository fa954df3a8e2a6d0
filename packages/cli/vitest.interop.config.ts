import config from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    include: ['test/interop/**/*.test.ts'],
    exclude: [],
    testTimeout: 600_000,
    reporters: ['default', ['json', { outputFile: 'reports/interop.json' }]],
  },
}

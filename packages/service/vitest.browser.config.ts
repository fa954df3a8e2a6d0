import config from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    // Browsers on a busy machine take their time.
    testTimeout: 240_000,
    // Some begin with a hundred thousand packages.
    hookTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
    include: ['test/browser/**/*.test.ts'],
    exclude: [],
    reporters: ['default', ['json', { outputFile: 'reports/browser.json' }]],
  },
}

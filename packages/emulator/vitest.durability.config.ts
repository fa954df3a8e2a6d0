import config from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    // A process for each test: `exec.test.ts` alone starts some from change to change.
    include: ['test/durability/**/*.test.ts', 'src/cli/cli.test.ts'],
    exclude: [],
    reporters: ['default', ['json', { outputFile: 'reports/durability.json' }]],
  },
}

import config, { long } from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    include: long,
    exclude: [],
    testTimeout: 600_000,
    reporters: ['default', ['json', { outputFile: 'reports/durability.json' }]],
  },
}

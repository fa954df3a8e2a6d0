import config, { long } from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    include: long,
    exclude: [],
    reporters: ['default', ['json', { outputFile: 'reports/durability.json' }]],
  },
}

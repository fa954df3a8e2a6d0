import config from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    include: ['test/durability/**/*.test.ts'],
    exclude: [],
    reporters: ['default', ['json', { outputFile: 'reports/durability.json' }]],
  },
}

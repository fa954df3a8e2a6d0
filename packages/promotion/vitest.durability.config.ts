import config from './vitest.config.ts'

export default {
  ...config,
  test: {
    ...config.test,
    include: ['test/durability/**/*.test.ts', 'test/carry.test.ts', 'test/rollback.test.ts'],
    // Runs that are disturbed are so at each of their requests.
    env: { EVERY_REQUEST: 'yes' },
    exclude: [],
    reporters: ['default', ['json', { outputFile: 'reports/durability.json' }]],
  },
}

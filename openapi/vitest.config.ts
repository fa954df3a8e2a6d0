import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['scripts/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    // The documents hold more than a megabyte of YAML, and some tests start the command on them.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})

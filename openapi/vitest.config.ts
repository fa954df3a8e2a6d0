import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['scripts/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    // Tests share nothing but modules and the documents that they read.
    isolate: false,
    // The documents hold megabytes of YAML, and some tests start the command on them.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

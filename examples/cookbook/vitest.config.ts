import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Every program is imported by one test alone, so that files may share what they load: half of the time is loading.
    isolate: false,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Written for node:test, and run with it by a test of ours.
    exclude: ['src/test-with-node/**'],
    // A slow machine is no failure; what never ends is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'reports/site.json' }]],
  },
})

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // No test leaves anything behind for the next: starting a worker for each file takes longer than most of the tests.
    isolate: false,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // A slow machine is no failure; what never ends is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
  },
})

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['src/install.ts'],
    // Most of a story is waiting for the service.
    maxConcurrency: 30,
    // A slow machine is no failure; what never ends is.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['verbose', ['json', { outputFile: 'reports/vitest.json' }]],
  },
})

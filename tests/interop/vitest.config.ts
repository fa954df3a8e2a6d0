import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['src/install.ts'],
    // Most of the time goes into starting Python. Each worker has an emulator of its own.
    maxWorkers: 2,
    maxConcurrency: 3,
    // A slow machine is no failure; what never ends is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['verbose', ['json', { outputFile: 'reports/vitest.json' }]],
  },
})

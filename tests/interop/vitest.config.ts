import { defineConfig } from 'vitest/config'

const everyCommand = 'test/every-command.test.ts'

export default defineConfig({
  test: {
    globalSetup: ['src/install.ts'],
    // Most of the time goes into Python. Each worker has an emulator of its own.
    maxWorkers: 2,
    maxConcurrency: 4,
    // A slow machine is no failure; what never ends is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['verbose', ['json', { outputFile: 'reports/vitest.json' }]],
    projects: [
      { extends: true, test: { name: 'commands', include: ['test/**/*.test.ts'], exclude: [everyCommand] } },
      // What was run is known when all others have run.
      { extends: true, test: { name: 'coverage', include: [everyCommand], sequence: { groupOrder: 1 } } },
    ],
  },
})

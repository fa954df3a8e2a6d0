import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['dry-run/**/*.test.ts'],
    // A slow machine is no failure; what never ends is.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    reporters: ['verbose', ['json', { outputFile: 'reports/dry-run.json' }]],
  },
})

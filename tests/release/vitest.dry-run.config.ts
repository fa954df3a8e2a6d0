import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['dry-run/**/*.test.ts'],
    // A slow machine is no failure; what never ends is.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    reporters: ['verbose', ['json', { outputFile: 'reports/dry-run.json' }]],
  },
})

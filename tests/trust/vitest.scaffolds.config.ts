import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/scaffolds/**/*.test.ts'],
    // A slow machine is no failure; what never ends is.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    reporters: ['verbose', ['json', { outputFile: 'reports/scaffolds.json' }]],
  },
})

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Tests share nothing but modules, and loading those anew for each file costs a third of the time.
    isolate: false,
    setupFiles: ['test/setup.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // A slow machine is no failure; what never ends is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
  },
})

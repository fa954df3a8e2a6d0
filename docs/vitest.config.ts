import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Tests share nothing but modules, which are many.
    isolate: false,
    include: ['scripts/**/*.test.ts', '.vitepress/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    // A slow machine is no failure; what never ends is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
  },
})

import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Tests share nothing but modules, and starting each file anew costs half of the time.
    isolate: false,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // What takes long has a suite of its own.
    exclude: [...configDefaults.exclude, 'test/browser/**', 'test/durability/**', 'src/cli/cli.test.ts'],
    // A slow machine is no failure; what never ends is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
  },
})

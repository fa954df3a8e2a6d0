import { configDefaults, defineConfig } from 'vitest/config'

/**
 * Suites that start processes and third-party programs, which parse megabytes of YAML each time, and the suite that checks every example
 * against its schema.
 */
export const long = ['scripts/drift.test.ts', 'scripts/emit/examples/examples.test.ts', 'scripts/generate/served/served.test.ts']

export default defineConfig({
  test: {
    include: ['scripts/**/*.test.ts'],
    // Long suites run separately.
    exclude: [...configDefaults.exclude, ...long],
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    // Tests share only modules and the documents that they read.
    isolate: false,
    // The documents are megabytes of YAML, and some tests run the command on them.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

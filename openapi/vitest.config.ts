import { configDefaults, defineConfig } from 'vitest/config'

/** Processes of commands and of other people's programs, which read megabytes of YAML each time, and every example against its schema. */
export const long = ['scripts/drift.test.ts', 'scripts/emit/examples/examples.test.ts', 'scripts/generate/served/served.test.ts']

export default defineConfig({
  test: {
    include: ['scripts/**/*.test.ts'],
    // What takes long has a suite of its own.
    exclude: [...configDefaults.exclude, ...long],
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    // Tests share nothing but modules and the documents that they read.
    isolate: false,
    // The documents hold megabytes of YAML, and some tests start the command on them.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

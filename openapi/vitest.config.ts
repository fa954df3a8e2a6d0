import { configDefaults } from 'vitest/config'
import { tests } from '../scripts/suites.ts'

/** Processes of commands and of other people's programs, which read megabytes of YAML each time, and every example against its schema. */
export const long = ['scripts/drift.test.ts', 'scripts/emit/examples/examples.test.ts', 'scripts/generate/served/served.test.ts']

export default {
  test: tests({
    include: ['scripts/**/*.test.ts'],
    // What takes long has a suite of its own.
    exclude: [...configDefaults.exclude, ...long],
    // Tests share nothing but modules and the documents that they read.
    isolate: false,
  }),
}

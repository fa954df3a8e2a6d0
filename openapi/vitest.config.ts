import { configDefaults } from 'vitest/config'
import { tests } from '../scripts/suites.ts'

/**
 * Suites that start processes and third-party programs, which parse megabytes of YAML each time, and the suite that checks every example
 * against its schema.
 */
export const long = ['scripts/drift.test.ts', 'scripts/emit/examples/examples.test.ts', 'scripts/generate/served/served.test.ts']

export default {
  test: tests({
    include: ['scripts/**/*.test.ts'],
    // Long suites run separately.
    exclude: [...configDefaults.exclude, ...long],
    // Tests share only modules and the documents that they read.
    isolate: false,
  }),
}

import { availableParallelism } from 'node:os'
import { configDefaults } from 'vitest/config'
import { tests } from '../../scripts/suites.ts'

/** A process for each test, and every command in every format: from change to change, commands are tried in this process and in their usual format. */
export const long = ['test/durability/**/*.test.ts', 'test/process.test.ts', 'test/formats/formats.test.ts']

export default {
  test: tests({
    // Tests share nothing but modules, and loading those anew for each file costs a third of the time.
    isolate: false,
    // Vitest leaves a processor to others, which of two is half: a second worker takes 12 % more work and a quarter less time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // What takes long has a suite of its own.
    exclude: [...configDefaults.exclude, 'test/interop/**', ...long],
  }),
}

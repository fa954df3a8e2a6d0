import { availableParallelism } from 'node:os'
import { tests } from '../../scripts/suites.ts'

export default {
  test: tests({
    // Tests share nothing but modules, and loading those anew for each file costs a third of the time.
    isolate: false,
    // Vitest leaves a processor to others, which of two is half: a second worker takes 12 % more work and a quarter less time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['test/setup-database.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    // What takes long, or a browser, has a suite of its own.
    exclude: ['test/browser/**', 'test/durability/**'],
  }),
}

import { configDefaults } from 'vitest/config'
import { tests } from '../../scripts/suites.ts'
import { define } from './define.ts'

export default {
  define,
  test: tests({
    // Tests that need a key say so: the one of whoever runs them is nobody's business.
    env: { CLOUDSMITH_API_KEY: '', CLOUDSMITH_API_HOST: '' },
    // No test leaves anything behind for the next: starting a worker for each file takes longer than most of the tests.
    isolate: false,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // What takes long has a suite of its own.
    exclude: [...configDefaults.exclude, 'test/durability/**'],
  }),
}

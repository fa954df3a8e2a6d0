import { configDefaults, defineConfig } from 'vitest/config'
import { define } from './define.ts'

export default defineConfig({
  define,
  test: {
    // Tests that need a key say so: the one of whoever runs them is nobody's business.
    env: { CLOUDSMITH_API_KEY: '', CLOUDSMITH_API_HOST: '' },
    // No test leaves anything behind for the next: starting a worker for each file takes longer than most of the tests.
    isolate: false,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // What takes long has a suite of its own.
    exclude: [...configDefaults.exclude, 'test/durability/**'],
    // A slow machine is no failure; what never ends is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
  },
})

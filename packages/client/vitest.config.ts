import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // No test leaves anything behind for the next: starting a worker for each file takes longer than most of the tests.
    isolate: false,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
  },
})

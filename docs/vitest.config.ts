import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Tests share nothing but modules, which are many.
    isolate: false,
    include: ['scripts/**/*.test.ts', '.vitepress/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    // Browsers on a busy machine take their time.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    reporters: ['default', ['json', { outputFile: 'reports/site.json' }]],
  },
})

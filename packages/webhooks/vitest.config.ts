import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Tests share nothing but modules, and starting each file anew costs as much as most of them.
    isolate: false,
    // A slow machine is no failure; what never ends is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    projects: [
      { extends: true, test: { name: 'node', include: ['src/**/*.test.ts', 'test/**/*.test.ts'] } },
      // The main entry once more where there is nothing but web standards.
      {
        extends: true,
        test: {
          name: 'edge',
          environment: 'edge-runtime',
          include: ['src/*.test.ts', 'src/{parse,receiver,verify}/*.test.ts'],
        },
      },
    ],
  },
})

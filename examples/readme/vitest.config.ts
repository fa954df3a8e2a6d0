import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Next.js is larger than everything here together, for one function.
  resolve: { alias: { 'next/server': new URL('test/stand-ins/next-server.ts', import.meta.url).pathname } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // A slow machine is no failure; what never ends is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
  },
})

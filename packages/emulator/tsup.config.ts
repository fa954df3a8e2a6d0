import { defineConfig } from 'tsup'

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/cli.ts',
    'src/matchers.ts',
    'src/msw.ts',
    'src/rego.ts',
    'src/seed.ts',
    'src/server.ts',
    'src/testing.ts',
  ],
  format: 'esm',
  // Nobody can install it: it is part of what is built.
  noExternal: ['@cloudsmith-sdk/formats'],
  dts: { resolve: ['@cloudsmith-sdk/formats'] },
  clean: true,
  target: 'es2023',
})

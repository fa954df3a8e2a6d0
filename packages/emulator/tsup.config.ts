import { defineConfig } from 'tsup'

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/cli.ts',
    'src/matchers.ts',
    'src/mirror.ts',
    'src/msw.ts',
    'src/rego.ts',
    'src/seed.ts',
    'src/server.ts',
    'src/testing.ts',
  ],
  format: 'esm',
  // Nobody can install them: they are part of what is built.
  noExternal: ['@cloudsmith-sdk/formats', '@cloudsmith-sdk/licences', '@cloudsmith-sdk/search-language'],
  dts: { resolve: ['@cloudsmith-sdk/formats', '@cloudsmith-sdk/licences', '@cloudsmith-sdk/search-language'] },
  clean: true,
  target: 'es2023',
})

import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/node.ts', 'src/sync.ts', 'src/opentelemetry.ts'],
  format: 'esm',
  // Nobody can install it: it is part of what is built, its types and what they import included.
  noExternal: ['@cloudsmith-sdk/search-language'],
  dts: { resolve: ['@cloudsmith-sdk/search-language', /^\.{1,2}\//] },
  clean: true,
  target: 'es2023',
})

import { defineConfig } from 'tsup'
import { define } from './define.ts'

// Once more below: knip reads entries only where they stand in the list itself.
const published = ['src/index.ts', 'src/node.ts', 'src/sync.ts', 'src/opentelemetry.ts']

export default defineConfig({
  entry: ['src/index.ts', 'src/node.ts', 'src/sync.ts', 'src/opentelemetry.ts', 'src/main.ts', 'src/errors/index.ts'],
  format: 'esm',
  // Nobody can install it: it is part of what is built, its types and what they import included.
  noExternal: ['@cloudsmith-sdk/search-language'],
  dts: { entry: published, resolve: ['@cloudsmith-sdk/search-language', /^\.{1,2}\//] },
  clean: true,
  target: 'es2023',
  define,
  esbuildPlugins: [
    {
      // The main entry only points at its two halves. Whatever a file names by itself, bundlers that split programs load at the start,
      // and the errors of refusals are not needed before something is refused.
      name: 'halves of the main entry',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\/(main|errors\/index)\.ts$/ }, ({ path, importer }) =>
          importer.endsWith('/src/index.ts') ? { path: path.replace(/ts$/, 'js'), external: true } : undefined,
        ),
    },
  ],
})

import { readFile } from 'node:fs/promises'
import { defineConfig } from 'tsup'
import { define } from './define.ts'

export default defineConfig({
  entry: ['src/index.ts', 'src/node.ts', 'src/sync.ts', 'src/opentelemetry.ts', 'src/main.ts', 'src/errors/index.ts'],
  format: 'esm',
  // A private package cannot be installed, so it is bundled.
  noExternal: ['@cloudsmith-sdk/search-language'],
  clean: true,
  target: 'es2023',
  define,
  esbuildPlugins: [
    {
      // The main entry only re-exports its two halves. Bundlers that split programs put everything that a file exports itself into the initial
      // chunk, and the error classes are not needed before a request is refused.
      name: 'halves of the main entry',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\/(main|errors\/index)\.ts$/ }, ({ path, importer }) =>
          importer.endsWith('/src/index.ts') ? { path: path.replace(/ts$/, 'js'), external: true } : undefined,
        ),
    },
    {
      // Bundlers move code that the start shares with the later half into a chunk of its own. Because that half refers to the whole start, the
      // start becomes one chunk instead of two that are compressed separately: 5 % less. In the sources, this would be a circular import.
      name: 'one start',
      setup: ({ onLoad }) =>
        onLoad({ filter: /[\\/]src[\\/]later\.ts$/ }, async ({ path }) => ({
          contents: `${await readFile(path, 'utf8')}export { Cloudsmith } from './cloudsmith.ts'\n`,
          loader: 'ts',
        })),
    },
  ],
})

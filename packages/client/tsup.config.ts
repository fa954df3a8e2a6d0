import { readFile } from 'node:fs/promises'
import { defineConfig } from 'tsup'
import { define } from './define.ts'

export default defineConfig({
  entry: ['src/index.ts', 'src/node.ts', 'src/sync.ts', 'src/opentelemetry.ts', 'src/main.ts', 'src/errors/index.ts'],
  format: 'esm',
  // Nobody can install it: it is part of what is built.
  noExternal: ['@cloudsmith-sdk/search-language'],
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
    {
      // Bundlers put what the start shares with the later half into a file of its own. As that half names the whole start, all of the start
      // is one file, and not two whose words are compressed apart: 5 % less. In the sources it would be a circle.
      name: 'one start',
      setup: ({ onLoad }) =>
        onLoad({ filter: /[\\/]src[\\/]later\.ts$/ }, async ({ path }) => ({
          contents: `${await readFile(path, 'utf8')}export { Cloudsmith } from './cloudsmith.ts'\n`,
          loader: 'ts',
        })),
    },
  ],
})

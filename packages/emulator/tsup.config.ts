import { defineConfig } from 'tsup'
import { pathsTo } from '../../scripts/bundled.ts'

const names = ['advisories', 'formats', 'licences', 'rego', 'search-language']
const bundled = new RegExp(`^@cloudsmith-sdk/(${names.join('|')})$`)

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/cli.ts',
    'src/matchers.ts',
    'src/mirror.ts',
    'src/msw.ts',
    'src/read-thread.ts',
    'src/rego.ts',
    'src/seed.ts',
    'src/server.ts',
    'src/testcontainers.ts',
    'src/testing.ts',
  ],
  format: 'esm',
  // Nobody can install them: they are part of what is built, their types and what these import included.
  noExternal: [bundled, 'handlebars'],
  dts: { resolve: [bundled, /^\.{1,2}\//], compilerOptions: pathsTo(...names) },
  clean: true,
  target: 'es2023',
})

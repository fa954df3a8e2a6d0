import { defineConfig } from 'tsup'

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
  // Nobody can install them: they are part of what is built.
  noExternal: [bundled, 'handlebars'],
  clean: true,
  target: 'es2023',
})

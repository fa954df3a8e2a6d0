import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/node.ts', 'src/sync.ts', 'src/opentelemetry.ts'],
  format: 'esm',
  dts: true,
  clean: true,
  target: 'es2023',
})

import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  dts: { resolve: ['@cloudsmith-sdk/formats'] },
  noExternal: ['@cloudsmith-sdk/formats'],
  clean: true,
  target: 'es2024',
})

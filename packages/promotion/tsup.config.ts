import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/node.ts'],
  format: 'esm',
  dts: { resolve: ['@cloudsmith-sdk/formats'] },
  noExternal: ['@cloudsmith-sdk/formats'],
  clean: true,
  target: 'es2024',
})

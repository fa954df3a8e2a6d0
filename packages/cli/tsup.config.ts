import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/main.ts'],
  format: 'esm',
  // Of the service its client alone, and what that calls with: nobody installs a database to ask for a promotion.
  noExternal: [/^@cloudsmith-sdk\/service/, 'openapi-fetch'],
  dts: { entry: 'src/index.ts' },
  clean: true,
  target: 'es2024',
})

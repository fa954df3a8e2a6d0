import { defineConfig } from 'tsup'

export default defineConfig({
  entry: [
    'index',
    'automation',
    'carry',
    'compare',
    'documents',
    'ensure',
    'evidence',
    'gates',
    'hold',
    'ledger',
    'node',
    'packages',
    'pipeline-file',
    'registry',
    'rego',
  ].map((name) => `src/${name}.ts`),
  format: 'esm',
  dts: { resolve: ['@cloudsmith-sdk/formats'] },
  noExternal: ['@cloudsmith-sdk/formats'],
  clean: true,
  target: 'es2024',
})

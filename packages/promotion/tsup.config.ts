import { defineConfig } from 'tsup'

export default defineConfig({
  entry: [
    'index',
    'automation',
    'carry',
    'compare',
    'ensure',
    'evidence',
    'gates',
    'hold',
    'node',
    'packages',
    'pipeline-file',
    'registry',
    'rego',
  ].map((name) => `src/${name}.ts`),
  format: 'esm',
  // Nobody can install it: it is part of what is built, its types and what they import included.
  dts: { resolve: ['@cloudsmith-sdk/formats', /^\.{1,2}\//] },
  noExternal: ['@cloudsmith-sdk/formats'],
  clean: true,
  target: 'es2024',
})

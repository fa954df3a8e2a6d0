import { defineConfig } from 'tsup'

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/automation.ts',
    'src/carry.ts',
    'src/compare.ts',
    'src/documents.ts',
    'src/ensure.ts',
    'src/evidence.ts',
    'src/gates.ts',
    'src/hold.ts',
    'src/ledger.ts',
    'src/node.ts',
    'src/packages.ts',
    'src/pipeline-file.ts',
    'src/registry.ts',
    'src/rego.ts',
    'src/rehearsal.ts',
    'src/text.ts',
  ],
  format: 'esm',
  // Nobody can install them: they are part of what is built.
  noExternal: ['@cloudsmith-sdk/formats', '@cloudsmith-sdk/licences', '@cloudsmith-sdk/rego'],
  clean: true,
  target: 'es2024',
})

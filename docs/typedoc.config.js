import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// What packages publish is what is documented: the declarations of their entries.
const manifests = globSync('../packages/*/package.json', { cwd: import.meta.dirname })
const entriesOf = (manifest) =>
  Object.values(JSON.parse(readFileSync(join(import.meta.dirname, manifest), 'utf8')).exports)
    .filter((entry) => entry.types !== undefined)
    .map((entry) => join(dirname(manifest), entry.types))

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'Cloudsmith SDK',
  entryPoints: manifests.sort().flatMap(entriesOf),
  tsconfig: 'tsconfig.json',
  plugin: ['./plugin.ts'],
  out: 'api',
  readme: 'none',
  githubPages: false,
  disableSources: true,
  excludeExternals: true,
  blockTags: ['@default', '@deprecated', '@description', '@example', '@module', '@param', '@returns', '@see', '@throws'],
  preservedTypeAnnotationTags: ['@throws'],
  treatWarningsAsErrors: true,
}

import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// Document what packages publish: the declarations of their entries.
const manifests = globSync('../packages/*/package.json', { cwd: import.meta.dirname })
const entriesOf = (manifest) =>
  Object.values(JSON.parse(readFileSync(join(import.meta.dirname, manifest), 'utf8')).exports)
    .filter((entry) => entry.types !== undefined)
    .map((entry) => join(dirname(manifest), entry.types))

/** @type {Partial<import('typedoc').TypeDocOptions & import('typedoc-plugin-markdown').PluginOptions>} */
export default {
  name: 'Types and functions',
  entryPoints: manifests.sort().flatMap(entriesOf),
  tsconfig: 'tsconfig.typedoc.json',
  plugin: ['typedoc-plugin-markdown', './typedoc.plugin.ts'],
  out: 'reference/types',
  readme: 'none',
  githubPages: false,
  disableSources: true,
  excludeExternals: true,
  blockTags: [
    '@category',
    '@default',
    '@deprecated',
    '@description',
    '@example',
    '@module',
    '@param',
    '@remedy',
    '@returns',
    '@see',
    '@throws',
  ],
  preservedTypeAnnotationTags: ['@throws'],
  treatWarningsAsErrors: true,
  defaultCategory: 'General',
  // One page per entry, grouped by category.
  outputFileStrategy: 'modules',
  entryFileName: 'index',
  excludeScopesInPaths: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  propertyMembersFormat: 'table',
  // Classes of errors inherit everything from a few bases, whose pages are linked: these columns pushed the description out of sight.
  tableColumnSettings: { hideInherited: true, hideOverrides: true },
  formatWithPrettier: false,
}

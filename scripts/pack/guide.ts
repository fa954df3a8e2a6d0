import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly files: readonly string[]
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>
}

/** What files of packages are, beside their code. */
const told: Readonly<Record<string, string>> = {
  'README.md': 'how it is used, with an example for each task',
  'CHANGELOG.md': 'what changed from version to version',
  'api.md': 'every operation of the API, and the method that calls it',
  schemas: 'JSON Schemas of its documents',
  'seed.schema.json': 'JSON Schema of what an emulator starts with',
  recipes: 'pipelines for CI systems',
  policies: 'policies in Rego, with their tests',
  action: 'an action for GitHub',
}

/**
 * Writes `llms.txt` into the folder of a package that is about to be packed: what programs that help to write code read of the version that is
 * installed, and where.
 */
export function writeGuide(folder: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  writeFileSync(
    join(folder, 'llms.txt'),
    guideOf(manifest, (file) => existsSync(join(folder, file))),
  )
}

/** The text of the guide. @param isThere whether a package has a file or folder */
export function guideOf({ name, version, description, exports = {} }: Manifest, isThere: (file: string) => boolean): string {
  const files = Object.entries(told).filter(([file]) => isThere(file))
  const entries = Object.entries(exports).flatMap(([entry, place]) =>
    typeof place === 'string' || place.types === undefined
      ? []
      : [[`${name}${entry.slice(1)}`, place.types.replace(/^\.\//, '')]],
  )
  return [
    `# ${name} ${version}`,
    `> ${description}`,
    'What stands beside this file is of this very version.',
    ['## Read', '', ...files.map(([file, what]) => `- [${file}](${file}): ${what}`)].join('\n'),
    [
      '## Entries',
      '',
      ...entries.map(([entry, types]) => `- [${entry}](${types}): types and functions, each with what it does`),
    ].join('\n'),
    '',
  ].join('\n\n')
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly files: readonly string[]
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>
}

/** Descriptions of a package's files other than its code. */
const told: Readonly<Record<string, string>> = {
  'README.md': 'how to use it, with an example for each task',
  'CHANGELOG.md': 'what changed in each version',
  'api.md': 'every operation of the API, and the method that calls it',
  schemas: 'JSON Schemas of its documents',
  'seed.schema.json': 'JSON Schema of seed files',
  recipes: 'CI recipes',
  policies: 'templates of Rego policies, with their tests',
  action: 'the action for GitHub Actions',
}

/**
 * Writes `llms.txt` into the folder of a package that is about to be packed. It tells coding assistants which files document the installed version.
 */
export function writeGuide(folder: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  writeFileSync(
    join(folder, 'llms.txt'),
    guideOf(manifest, (file) => existsSync(join(folder, file))),
  )
}

/** The text of the guide. @param isThere whether the package has a file or folder */
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
    'The files next to this one describe exactly this version.',
    ['## Read', '', ...files.map(([file, what]) => `- [${file}](${file}): ${what}`)].join('\n'),
    [
      '## Entries',
      '',
      ...entries.map(([entry, types]) => `- [${entry}](${types}): types and functions, each with its documentation`),
    ].join('\n'),
    '',
  ].join('\n\n')
}

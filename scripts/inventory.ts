/**
 * Writes what comes with each package into a folder, as it is attached to a release: `NAME.cdx.json`, a bill of materials of CycloneDX 1.6, and
 * `NAME.licences.json`. Runs after the build.
 *
 *     node scripts/inventory.ts FOLDER [PACKAGE…]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import budgets from './budget.json' with { type: 'json' }
import { licencesOf } from './inventory/licences.ts'
import { sbomOf } from './inventory/sbom.ts'

const [folder, ...named] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say where to write them: node scripts/inventory.ts FOLDER [PACKAGE…]')
mkdirSync(folder, { recursive: true })
for (const name of named.length === 0 ? Object.keys(budgets) : named) {
  const home = join(import.meta.dirname, '..', 'packages', name)
  write(`${name}.cdx.json`, await sbomOf(home))
  write(`${name}.licences.json`, await licencesOf(home))
}

function write(file: string, content: unknown): void {
  const path = join(folder ?? '', file)
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`)
  console.log(path)
}

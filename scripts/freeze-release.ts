/**
 * Freezes what the versions in the manifests promise, before they are released: runs after `changeset version`, and what it writes belongs into the
 * same commit. What is frozen already stays as it is.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import budgets from './budget.json' with { type: 'json' }
import { manifestIn } from './inventory/tree.ts'
import { freeze } from './released/freeze.ts'

const root = join(import.meta.dirname, '..')

for (const name of Object.keys(budgets)) {
  const { version } = manifestIn(join(root, 'packages', name))
  const isFrozen = existsSync(join(root, 'tests', 'consumer', 'programs', 'released', name, `${version}.ts`))
  // Nothing is ever released as this: it is the version of what has none yet.
  if (version === '0.0.0' || isFrozen) continue
  for (const file of freeze(root, name, version)) console.log(file)
}

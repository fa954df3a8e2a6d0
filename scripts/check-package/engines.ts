import { subset } from 'semver'
import { dependenciesOf, manifestIn } from '../inventory/tree.ts'

/**
 * Checks that a package promises no Node for which something that is installed with it promises nothing: in the whole tree of its
 * dependencies, as it is installed here.
 *
 * @throws {Error} naming all that do
 */
export function checkEngines(folder: string): void {
  const ours = manifestIn(folder).engines?.node ?? '*'
  const tree = dependenciesOf(folder)
  const wrong = tree
    .map(({ manifest }) => manifest)
    .filter(({ engines }) => engines?.node !== undefined && !subset(ours, engines.node))
    .map(({ name, engines }) => `${name} is for Node ${engines?.node}`)
  if (wrong.length > 0) throw new Error(`The package says that it is for Node ${ours}, but:\n${wrong.join('\n')}`)
  console.log(`Node ${ours}: as all of the ${tree.length} packages that are installed with it`)
}

import { globSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import budgets from '../budget.json' with { type: 'json' }
import { type Dependency, dependenciesOf, manifestIn } from './tree.ts'

/** What a package may bring along, or brings. */
export interface Budget {
  /** Dependencies in its manifest, optional ones and peers left out. */
  readonly direct: number
  /** All that is installed with it, our own packages included. */
  readonly installed: number
  /** Of the archive that a registry keeps, in kilobytes of 1,000 bytes. */
  readonly packedKB: number
  /** Of all that is installed, itself included, in kilobytes. */
  readonly installedKB: number
}

/**
 * Measures a package.
 *
 * @param folder where its sources are
 * @param project where it was installed from its archive, with those of ours that it needs
 */
export function measure(folder: string, project: string): Budget {
  const tree = dependenciesOf(folder)
  const { name, dependencies } = manifestIn(folder)
  const homes = [join(project, 'node_modules', name), ...tree.map((dependency) => homeOf(dependency, project))]
  return {
    direct: Object.keys(dependencies ?? {}).length,
    installed: tree.length,
    packedKB: kilobytes(statSync(join(folder, 'reports', 'package.tgz')).size),
    installedKB: kilobytes(homes.map(sizeOf).reduce((sum, size) => sum + size, 0)),
  }
}

/** Which figures are above a budget, each as a sentence. */
export function overspent(found: Budget, budget: Budget): string[] {
  const figures = Object.keys(budget) as (keyof Budget)[]
  return figures
    .filter((figure) => found[figure] > budget[figure])
    .map((figure) => `${figure} is ${found[figure]}, and may be ${budget[figure]}`)
}

/**
 * Checks a package against its line in `scripts/budget.json`.
 *
 * @throws {Error} it brings more along than it may, or has no budget
 */
export function checkBudget(folder: string, project: string): void {
  const short = basename(folder)
  const budget = (budgets as Readonly<Record<string, Budget>>)[short]
  if (budget === undefined) throw new Error(`${short} has no budget: give it a line in scripts/budget.json.`)
  const found = measure(folder, project)
  const above = overspent(found, budget)
  if (above.length > 0) {
    throw new Error(
      `${short} is above its budget: ${above.join('; ')}. What comes more is worth a word in the changeset, and a change of scripts/budget.json.`,
    )
  }
  const { direct, installed, packedKB, installedKB } = found
  console.log(
    `Within its budget: ${direct} dependencies, ${installed} with theirs; ${packedKB} kB packed, ${installedKB} kB installed`,
  )
}

/** Ours as they were packed: their folders have sources and tests as well. */
const homeOf = ({ folder, manifest }: Dependency, project: string): string =>
  manifest.name.startsWith('@cloudsmith-sdk/') ? join(project, 'node_modules', manifest.name) : folder

const sizeOf = (folder: string): number =>
  globSync('**/*', { cwd: folder, exclude: ['node_modules'], withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => statSync(join(file.parentPath, file.name)).size)
    .reduce((sum, size) => sum + size, 0)

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1000)

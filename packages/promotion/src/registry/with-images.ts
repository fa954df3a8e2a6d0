import type { RepositoryReader } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import { familiesOf, hasSeveralPlatforms, missingText, unknownParts } from './families.ts'
import type { Registry } from './registry.ts'

/** Rows of a plan, and what is known of the indexes among them. */
export interface WithImages {
  /** The rows that were given, and those of the images that indexes among them name. */
  readonly rows: readonly PackageRow[]
  /** The `slug_perm` of the images that an index needs, by its own. */
  readonly parts: ReadonlyMap<string, readonly string[]>
  /** Why an image must not be promoted, by its `slug_perm`: sentences without full stop. */
  readonly flaws: ReadonlyMap<string, string>
}

/**
 * Adds to Docker images those that they name: an image for several platforms is an index, whose platform images are rows of their own and
 * useless without it, as it is without them. An image is flawed where one that it names is neither at the source nor at the destination,
 * or where its manifest cannot be had.
 *
 * Without a registry there is no telling what an index names: a row for several architectures is flawed.
 *
 * @param destination asked for images that the source lacks: what was moved there before counts as found
 * @throws {RegistryError} the registry does not let the caller in, or its answers are not what their digests say
 */
export async function withImages(
  source: RepositoryReader,
  selected: readonly PackageRow[],
  destination: RepositoryReader,
  { registry, signal }: { registry: Registry | undefined; signal: AbortSignal | undefined },
): Promise<WithImages> {
  if (registry === undefined) {
    const flaws = new Map(selected.filter(hasSeveralPlatforms).map((row) => [row.slug_perm, unknownParts]))
    return { rows: selected, parts: new Map(), flaws }
  }
  const images = selected.filter(({ format }) => format === 'docker')
  const families = await familiesOf(images, { source, destination }, { registry, signal })
  const rows = new Map(selected.map((row) => [row.slug_perm, row]))
  const parts = new Map<string, readonly string[]>()
  const flaws = new Map<string, string>()
  for (const [slug, family] of families) {
    // What has left for the destination is there: only what is still at the source goes along.
    const here = family.images.filter(({ repository }) => repository === source.repo)
    for (const row of here) rows.set(row.slug_perm, row)
    if (here.length > 0)
      parts.set(
        slug,
        here.map(({ slug_perm }) => slug_perm),
      )
    const flaw = family.missing.length > 0 ? missingText(source.repo, family.missing) : family.refusal
    if (flaw !== undefined) flaws.set(slug, flaw)
  }
  return { rows: [...rows.values()], parts, flaws }
}

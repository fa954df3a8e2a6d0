import type { RepositoryReader } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import { familiesOf, hasSeveralPlatforms, missingText, unknownParts } from './families.ts'
import type { Registry } from './registry.ts'

/** Rows of a plan, with the images that indexes among them need. */
export interface WithImages {
  /** The given rows, and those of the images that indexes among them name. */
  readonly rows: readonly PackageRow[]
  /** The `slug_perm` of the images that an index needs, by its own `slug_perm`. */
  readonly parts: ReadonlyMap<string, readonly string[]>
  /** Why an image must not be promoted, by its `slug_perm`: sentences without a full stop. */
  readonly flaws: ReadonlyMap<string, string>
}

/**
 * Adds to Docker images those that they name: a multi-platform image is an index, whose platform images are rows of their own. Neither is
 * usable without the other. An image is flawed if one that it names is neither at the source nor at the destination, or if its manifest
 * cannot be read.
 *
 * Without a registry it is unknown what an index names, so every multi-platform image is flawed.
 *
 * @param destination searched for images that the source lacks: images that have already been moved there count as found
 * @throws {RegistryError} the registry refuses the credentials, or a response does not match its digest
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
    // Images that were already moved are at the destination: only those still at the source are added.
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

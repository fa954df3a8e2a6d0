import type { Package } from '@cloudsmith-sdk/client'

/**
 * The newest versions, by upload time, for each format, name, distribution and architecture. A version of several files, such as wheels for several
 * platforms or a package with its sources, is as new as the last of them.
 *
 * @param keep number of versions to return of each, 1 or more
 */
export function newest(rows: readonly Package[], keep: number): readonly Package[] {
  return [...Map.groupBy(rows, lineOf).values()].flatMap((line) =>
    [...Map.groupBy(line, ({ version, slug_perm }) => version ?? slug_perm).values()]
      .toSorted((a, b) => lastOf(b) - lastOf(a))
      .slice(0, keep)
      .flat(),
  )
}

const lastOf = (rows: readonly Package[]): number => Math.max(...rows.map(({ uploaded_at }) => Date.parse(uploaded_at)))

const lineOf = ({ format, name, distro, distro_version, architectures }: Package): string =>
  JSON.stringify([format, name, distro?.slug, distro_version?.slug, architectures?.map((each) => each.name).sort()])

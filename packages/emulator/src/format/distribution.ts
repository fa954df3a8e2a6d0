/** A distribution with its releases: slug to name. */
export interface Distribution {
  readonly name: string
  readonly versions: Readonly<Record<string, string>>
}

/** Distributions by slug. */
export type Distributions = Readonly<Record<string, Distribution>>

/** The release that stands for all. */
const any = { 'any-version': 'Any Version' }

/** The distribution of packages that run on every distribution of their format. */
export const everywhere: Distributions = { 'any-distro': { name: 'Any Distribution', versions: any } }

/** A distribution with named releases, and one that stands for all. */
export function releases(name: string, versions: Readonly<Record<string, string>> = {}): Distribution {
  return { name, versions: { ...any, ...versions } }
}

/** A distribution whose releases are called by their slug. */
export function numbered(name: string, ...versions: readonly (string | number)[]): Distribution {
  return releases(name, Object.fromEntries(versions.map((version) => [version, String(version)])))
}

/** The integers from `from` to `to`, inclusive. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

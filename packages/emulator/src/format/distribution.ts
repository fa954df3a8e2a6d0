/** A distribution with its releases: slug to name. */
export interface Distribution {
  readonly name: string
  readonly versions: Readonly<Record<string, string>>
}

/** The release that stands for all. */
export const any = { 'any-version': 'Any Version' }

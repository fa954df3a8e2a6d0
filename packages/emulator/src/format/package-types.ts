/** The type of a package. */
export type PackageType = 'binary' | 'source' | 'combined'

/** The types, at the index that the API uses for them. @see docs/service.md#identity */
export const packageTypes: readonly (PackageType | undefined)[] = [undefined, 'binary', 'source', 'combined']

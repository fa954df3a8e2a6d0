/** What a package can be. */
export type PackageType = 'binary' | 'source' | 'combined'

/** What a package can be, at the number that its row has for it. @see docs/service.md#identity */
export const packageTypes: readonly (PackageType | undefined)[] = [undefined, 'binary', 'source', 'combined']

export { type Coordinates, fits, type Identity, identityOf, keyOf, type PartialIdentity } from './identity.ts'
export { versionScheme } from './versions/by-format.ts'
export { type Choice, chooseVersion } from './versions/choose.ts'
export type { Requirement, VersionScheme } from './versions/scheme.ts'

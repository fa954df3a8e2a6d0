export { type Coordinates, fits, type Identity, identityOf, keyOf, type PartialIdentity } from './identity.ts'

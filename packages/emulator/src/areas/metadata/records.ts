/** JSON that somebody has attached to a package. */
export interface MetadataRecord {
  readonly slugPerm: string
  content: unknown
  readonly contentType: string
  sourceIdentity: string
  readonly createdAt: number
}

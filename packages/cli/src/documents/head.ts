/** The fields that identify every document. */
export interface Head<Kind extends string> {
  /** Type of the document. */
  readonly kind: `cloudsmith-promotion/${Kind}`
  /** Version of the format. Incompatible changes increase it. */
  readonly version: 1
}

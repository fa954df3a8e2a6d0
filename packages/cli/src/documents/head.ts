/** What every document begins with: what it is. */
export interface Head<Kind extends string> {
  readonly kind: `cloudsmith-promotion/${Kind}`
  /** Another number is another document. */
  readonly version: 1
}

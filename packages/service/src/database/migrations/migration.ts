/** A step from one shape of the database to the next. What was released is never changed: a mistake is mended by the next step. */
export interface Migration {
  /** From 1, without gaps. */
  readonly version: number
  readonly name: string
  readonly statements: string
}

/** A migration of the database. A released migration is never changed; a mistake is corrected by the next one. */
export interface Migration {
  /** Numbered from 1, without gaps. */
  readonly version: number
  readonly name: string
  readonly statements: string
}

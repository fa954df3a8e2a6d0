/** A repository of a workspace, by their slugs. */
export interface Place {
  readonly owner: string
  readonly repo: string
}

/** A violation as it is logged; its views are made when it happens, as a log does not change. */
export interface ViolationLog<Entry> {
  readonly slugPerm: string
  readonly entry: Entry
}

/** A domain of a workspace's own. */
export interface DomainRecord {
  readonly slugPerm: string
  readonly host: string
  /** Slug of the only repository that it serves. */
  readonly repository: string | undefined
  readonly createdAt: number
}

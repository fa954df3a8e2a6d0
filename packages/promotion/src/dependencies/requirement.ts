/** A requirement for the version of a dependency, as the service reports it. The operator `matches` stands for a version range of the format. */
export interface VersionRequirement {
  /** Such as `>=` or `matches`; null if the version stands alone. */
  readonly operator: string | null
  /** Null if any version satisfies. */
  readonly version: string | null
}

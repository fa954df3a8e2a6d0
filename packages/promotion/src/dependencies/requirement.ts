/** What a package asks of the version of another, in the words of the service: `matches` means a range of the format. */
export interface VersionRequirement {
  readonly operator: string | null
  /** Any version will do where there is none. */
  readonly version: string | null
}

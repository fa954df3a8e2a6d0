/** What planning took a process. */
export interface Planned {
  readonly seconds: number
  /** The most resident memory that the process ever had, over what it had right before planning. */
  readonly peakMB: number
  /** Packages of the plan that would be promoted. */
  readonly promoted: number
}

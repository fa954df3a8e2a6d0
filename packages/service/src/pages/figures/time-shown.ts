/** The time that figures are shown of. */
export interface TimeShown {
  readonly since: Date
  readonly now: Date
  /** What is taken together. */
  readonly unit: 'day' | 'week'
}

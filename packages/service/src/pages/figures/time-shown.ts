/** The period of the charts. */
export interface TimeShown {
  readonly since: Date
  readonly now: Date
  /** The unit by which values are grouped. */
  readonly unit: 'day' | 'week'
}

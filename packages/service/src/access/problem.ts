/** Somebody has no access, or what they sent was not carried out. The caller shows it as a page to people and as text to programs. */
export class AccessProblem extends Error {
  readonly status: 400 | 401 | 403 | 421 | 503
  readonly heading: string
  /** Whether signing in again may help. */
  readonly again: boolean

  constructor(status: AccessProblem['status'], heading: string, message: string, { again = false } = {}) {
    super(message)
    this.status = status
    this.heading = heading
    this.again = again
  }
}

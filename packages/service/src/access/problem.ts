/** Why somebody cannot come in, or what they sent was not done. What is above tells it as a page to people, and plainly to programs. */
export class AccessProblem extends Error {
  readonly status: 400 | 401 | 403 | 421 | 503
  readonly heading: string
  /** Signing in again may help. */
  readonly again: boolean

  constructor(status: AccessProblem['status'], heading: string, message: string, { again = false } = {}) {
    super(message)
    this.status = status
    this.heading = heading
    this.again = again
  }
}

/** Somebody who does something. */
export interface Actor {
  /** What people call them. */
  readonly by: string
  /** Who vouches for them, and by what name: null for whoever has only said who they are. */
  readonly issuer: string | null
  readonly subject: string | null
}

/** The service itself. */
export const theService: Actor = { by: 'the service', issuer: null, subject: null }

/** Who does something. */
export interface Actor {
  /** Display name. */
  readonly by: string
  /** The issuer that verified them, and their subject there; null for a name that was only claimed. */
  readonly issuer: string | null
  readonly subject: string | null
}

/** The service itself. */
export const theService: Actor = { by: 'the service', issuer: null, subject: null }

/** Whether something was done by this actor. If both are verified, issuer and subject count and not the names. */
export const isBy = (done: Actor, actor: Actor): boolean =>
  actor.issuer !== null && done.issuer !== null
    ? done.issuer === actor.issuer && done.subject === actor.subject
    : done.by.normalize('NFC').trim().toLowerCase() === actor.by.normalize('NFC').trim().toLowerCase()

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

/** Whether something was done by somebody: whatever they were called then, where somebody vouches for both. */
export const isBy = (done: Actor, actor: Actor): boolean =>
  actor.issuer !== null && done.issuer !== null
    ? done.issuer === actor.issuer && done.subject === actor.subject
    : done.by.normalize('NFC').trim().toLowerCase() === actor.by.normalize('NFC').trim().toLowerCase()

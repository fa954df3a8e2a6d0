import type { Person } from './person.ts'
import type { Session } from './session.ts'

/** The context variables that access control sets. */
export interface AccessEnv {
  Variables: {
    /** The person who sends the request; absent if nobody is signed in. */
    person?: Person
    /** Their session; absent without sign-in. */
    session?: Session
  }
}

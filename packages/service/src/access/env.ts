import type { Person } from './person.ts'
import type { Session } from './session.ts'

/** What is known of a request, once it is known whose it is. */
export interface AccessEnv {
  Variables: {
    /** Left out where nobody is signed in. */
    person?: Person
    /** What they are signed in with; left out where nobody signs in. */
    session?: Session
  }
}

import { CloudsmithError } from '@cloudsmith-sdk/client'

/**
 * Something cannot be held, or what holds cannot be read.
 *
 * @remedy Let the account tag packages of the stage. Select packages, or hand over a `holdStore`, where an edge is paused; where the file of holds cannot be read, mend it as the
 * message says.
 */
export class HoldError extends CloudsmithError {
  static override readonly kind: string = 'HoldError'
}

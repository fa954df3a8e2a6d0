import { CloudsmithError } from '@cloudsmith-sdk/client'

/**
 * Something cannot be held, or a hold cannot be read.
 *
 * @remedy Let the account tag packages of the stage. To pause an edge, pass a `holdStore`, or select packages instead. If the file of holds is
 * invalid, correct it as the message says.
 */
export class HoldError extends CloudsmithError {
  static override readonly kind: string = 'HoldError'
}

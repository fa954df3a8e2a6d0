import { ServiceError } from '../core/errors.ts'

/** A message could not be sent. The message of the error has no address and no credential in it. */
export class SendError extends ServiceError {
  static override readonly kind: string = 'SendError'

  /** It will not get through however often it is tried. */
  readonly isFinal: boolean
  /** Milliseconds that the other side asks to wait. */
  readonly wait: number | undefined

  constructor(
    message: string,
    { isFinal = false, wait, cause }: { isFinal?: boolean; wait?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.isFinal = isFinal
    this.wait = wait
  }
}

import { ServiceError } from '../core/errors.ts'

/** A message could not be sent. The error message contains neither the address nor the credential. */
export class SendError extends ServiceError {
  static override readonly kind: string = 'SendError'

  /** Whether retrying is pointless. */
  readonly isFinal: boolean
  /** Milliseconds that the receiver asks to wait. */
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

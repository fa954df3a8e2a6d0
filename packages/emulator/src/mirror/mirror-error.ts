/**
 * A mirror that cannot be made, or a document that is none.
 *
 * @remedy Read the message. Where `status` is 403 or 404, take a key that may read all that is to be mirrored; where it
 * is 429, go on later.
 */
export class MirrorError extends Error {
  override readonly name = 'MirrorError'

  /** With which the service answered what has to be read; undefined where that is not what went wrong. 429: it allows more requests later. */
  readonly status: number | undefined

  constructor(message: string, { status }: { readonly status?: number } = {}) {
    super(message)
    this.status = status
  }
}

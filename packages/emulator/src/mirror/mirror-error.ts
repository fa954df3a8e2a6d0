/**
 * Thrown if a workspace cannot be mirrored, or a document is not a valid mirror.
 *
 * @remedy Read the message. If `status` is 403 or 404, use an API key that may read everything that is to be mirrored; if it is 429, continue later.
 */
export class MirrorError extends Error {
  override readonly name = 'MirrorError'

  /** Status of the response that made the mirror fail; undefined if the reason was another. 429 means that the service allows more requests later. */
  readonly status: number | undefined

  constructor(message: string, { status }: { readonly status?: number } = {}) {
    super(message)
    this.status = status
  }
}

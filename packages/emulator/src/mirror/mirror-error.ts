/** A mirror that cannot be made, or a document that is none. */
export class MirrorError extends Error {
  override readonly name = 'MirrorError'
}

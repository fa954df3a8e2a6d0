/** A state folder that cannot be locked or written. */
export class StateFolderError extends Error {
  override readonly name = 'StateFolderError'
}

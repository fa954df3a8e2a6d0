/** A folder for states that cannot be had, or cannot be written. */
export class StateFolderError extends Error {
  override readonly name = 'StateFolderError'
}

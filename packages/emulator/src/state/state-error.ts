/** A state that cannot be read. It is left as it is. */
export class StateError extends Error {
  override readonly name = 'StateError'
}

/** What to do about it. */
export const remedy = 'Nothing was changed: move the folder away, or name another one with --state.'

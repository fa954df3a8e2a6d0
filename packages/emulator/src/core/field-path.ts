/** The keys and indexes that lead to a field. */
export type FieldPath = readonly (string | number)[]

/** A path as written in code, such as `workspaces[0].accounts[1].role`. */
export const fieldOf = (path: FieldPath): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('')

/** Common repository names for each type of stage, from first to last. */
const kinds = [
  /(^|[-_.])(dev|develop|development|snapshots?|nightly|ci)($|[-_.])/,
  /(^|[-_.])(qa|test|testing|uat|int|integration)($|[-_.])/,
  /(^|[-_.])(stag|stage|staging|candidates?|rc|pre-?prod)($|[-_.])/,
  /(^|[-_.])(prod|production|release|releases|live|main)($|[-_.])/,
]

/** Finds the repositories whose names look like stages, in order. If two match the same type, neither is proposed. */
export function proposeStages(repositories: readonly string[]): readonly string[] {
  return kinds.flatMap((kind) => {
    const [name, ...others] = repositories.filter((each) => kind.test(each))
    return name === undefined || others.length > 0 ? [] : [name]
  })
}

/** What repositories of one kind of stage are called, from the first to the last. */
const kinds = [
  /(^|[-_.])(dev|develop|development|snapshots?|nightly|ci)($|[-_.])/,
  /(^|[-_.])(qa|test|testing|uat|int|integration)($|[-_.])/,
  /(^|[-_.])(stag|stage|staging|candidates?|rc|pre-?prod)($|[-_.])/,
  /(^|[-_.])(prod|production|release|releases|live|main)($|[-_.])/,
]

/** Which repositories look like stages, in their order, by their names. Of two of one kind neither can be chosen. */
export function proposeStages(repositories: readonly string[]): readonly string[] {
  return kinds.flatMap((kind) => {
    const [name, ...others] = repositories.filter((each) => kind.test(each))
    return name === undefined || others.length > 0 ? [] : [name]
  })
}

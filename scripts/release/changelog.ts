import type { ChangelogFunctions } from '@changesets/types'

/** Where commits are linked to, if whoever makes the changelog knows where the repository is. */
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env

/**
 * A line of the changelog: what the changeset says, and the commit that brought it. Nothing is asked of a server, so that a changelog can be
 * made anywhere.
 */
export const getReleaseLine: ChangelogFunctions['getReleaseLine'] = ({ summary, commit }) => {
  const [first = '', ...rest] = summary.trim().split('\n')
  const reference = commit === undefined ? '' : ` (${linkTo(commit)})`
  // The commit ends a change of one paragraph, and the first paragraph of a longer one.
  return [`- ${first}${reference}`, ...rest.map((line) => (line === '' ? '' : `  ${line}`))].join('\n')
}

/** One line for all packages of the repository that a release needs in newer versions, whatever number of changes those bring. */
export const getDependencyReleaseLine: ChangelogFunctions['getDependencyReleaseLine'] = (_changesets, updated) =>
  updated.length === 0 ? '' : `- With ${updated.map(({ name, newVersion }) => `${name} ${newVersion}`).join(', ')}.`

function linkTo(commit: string): string {
  const short = commit.slice(0, 7)
  return server && repository ? `[\`${short}\`](${server}/${repository}/commit/${commit})` : `\`${short}\``
}

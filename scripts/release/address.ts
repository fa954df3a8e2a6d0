/** Where a project lives: what a registry's page of a package links to. */
export interface Address {
  /** Address of the repository, without a slash or `.git` at its end. */
  readonly repository: string
  /** Address of the documentation, where it is published. */
  readonly documentation?: string
}

/**
 * The address of the repository that a release is made from. It stands nowhere in the sources: continuous integration knows it, and whoever
 * publishes by hand says it.
 *
 * @param env `GITHUB_SERVER_URL` and `GITHUB_REPOSITORY` as GitHub sets them, and `DOCS_URL` where there is a site
 * @throws {Error} one is missing, or no address over HTTPS without credentials
 */
export function addressFrom(env: Readonly<Record<string, string | undefined>>): Address {
  const server = httpsUrl('GITHUB_SERVER_URL', env.GITHUB_SERVER_URL)
  const { GITHUB_REPOSITORY: repository = '' } = env
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new Error(`Set GITHUB_REPOSITORY to owner/name of the repository that is released, not to "${repository}".`)
  const documentation = env.DOCS_URL ? httpsUrl('DOCS_URL', env.DOCS_URL) : undefined
  return { repository: `${server}/${repository}`, ...(documentation === undefined ? {} : { documentation }) }
}

/** @returns the address without a slash at its end */
function httpsUrl(variable: string, value: string | undefined): string {
  const url = value !== undefined && URL.canParse(value) ? new URL(value) : undefined
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw new Error(`Set ${variable} to an address that begins with https:// and holds no credentials.`)
  return url.href.replace(/\/$/, '')
}

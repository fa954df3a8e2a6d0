import { InvalidRequestError } from '@cloudsmith-sdk/client'

/**
 * The slug of a destination repository, from `staging` or `acme/staging`. The service expects the slug alone.
 *
 * @throws {InvalidRequestError} it is not a slug, or names another workspace, where the service cannot copy to
 */
export function destinationSlug(owner: string, destination: string): string {
  const parts = destination.split('/')
  const [workspace, slug] = parts.length === 1 ? [owner, parts[0]] : parts
  if (parts.length > 2 || slug === undefined || slug === '' || workspace === '') {
    throw new InvalidRequestError(`${JSON.stringify(destination)} is not a repository: give its slug, such as "staging".`)
  }
  if (workspace !== owner) {
    throw new InvalidRequestError(
      `${destination} is in a workspace other than ${owner}: packages can only be copied or moved within one.`,
    )
  }
  return slug
}

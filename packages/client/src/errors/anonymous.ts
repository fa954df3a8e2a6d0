/** Explains why a client without a credential was refused, and how to give it one. `said` is the service's own message. */
export function explainAnonymous(status: number, said: string): string {
  const why =
    status === 404
      ? `Not found, or an anonymous client cannot see it (${said}). Check the slugs of the workspace, repository and package.`
      : `This client is anonymous: it has no credential (${said}).`
  return `${why}
Set CLOUDSMITH_API_KEY, pass { apiKey }, or create the client with createCloudsmith from @cloudsmith-sdk/client/node, which also finds credentials.ini and the identity of a CI job.`
}

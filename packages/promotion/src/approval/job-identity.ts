import { execFile } from 'node:child_process'
import { CloudsmithError } from '@cloudsmith-sdk/client'
import { type GithubIdentityOptions, githubIdentity } from './github-identity.ts'
import type { IdentitySource } from './word.ts'

/**
 * The identity of the CI job that runs this: a token in the variable `CLOUDSMITH_APPROVAL_TOKEN`, which takes precedence; the identity of a GitHub
 * Actions job ({@link githubIdentity}); or one from the Buildkite agent. The variable is how GitLab (`id_tokens`) and others pass a token to a job.
 * The audience of such a token was fixed when the job started, so whoever trusts its issuer has to set `audience`.
 *
 * @returns an identity for `approve` and `revoke`
 * @throws {CloudsmithError} when the identity is used, if the job has none
 * @see https://buildkite.com/docs/agent/cli/reference/oidc
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export function jobIdentity({ environment = process.env }: GithubIdentityOptions = {}): IdentitySource {
  const { CLOUDSMITH_APPROVAL_TOKEN: token, GITHUB_ACTIONS, BUILDKITE } = environment
  if (token) return token
  if (GITHUB_ACTIONS === 'true') return githubIdentity({ environment })
  if (BUILDKITE === 'true') return (audience) => agentToken(audience, environment)
  return () => {
    throw new CloudsmithError(
      'This job has no identity: run it in GitHub Actions or Buildkite, or put an identity token into CLOUDSMITH_APPROVAL_TOKEN.',
    )
  }
}

/** `timeout` in milliseconds allows for a busy agent, `maxBuffer` in bytes for any token. */
const limits = { timeout: 30_000, maxBuffer: 65_536, killSignal: 'SIGKILL' } as const

/** The agent's error output may reveal what it knows about the job, so only its exit code is reported. */
function agentToken(audience: string, environment: Readonly<Record<string, string | undefined>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { ...limits, env: { ...environment } }
    execFile('buildkite-agent', ['oidc', 'request-token', '--audience', audience], options, (error, stdout) => {
      if (error === null) return resolve(stdout.trim())
      reject(new CloudsmithError(`buildkite-agent oidc request-token failed (${error.code ?? 'it took too long'}).`))
    })
  })
}

import { execFile } from 'node:child_process'
import { CloudsmithError } from '@cloudsmith-sdk/client'
import { type GithubIdentityOptions, githubIdentity } from './github-identity.ts'
import type { IdentitySource } from './word.ts'

/**
 * The identity of the job that runs this: of GitHub Actions ({@link githubIdentity}), of Buildkite, whose agent is asked for a token, or whatever token
 * the variable `CLOUDSMITH_APPROVAL_TOKEN` holds, which is how GitLab (`id_tokens`) and others hand theirs over. A token in the variable comes first.
 * It is for an audience that was fixed when the job began: whoever trusts its issuer has to say which (`audience`).
 *
 * @returns for `approve` and `revoke`
 * @throws {CloudsmithError} when it is asked for, where the job has none
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

/** Long enough for an agent that is busy, in milliseconds, and for every token, in bytes. */
const limits = { timeout: 30_000, maxBuffer: 65_536, killSignal: 'SIGKILL' } as const

/** What the agent says when it fails may hold what it knows of the job, so only how it ended is told. */
function agentToken(audience: string, environment: Readonly<Record<string, string | undefined>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { ...limits, env: { ...environment } }
    execFile('buildkite-agent', ['oidc', 'request-token', '--audience', audience], options, (error, stdout) => {
      if (error === null) return resolve(stdout.trim())
      reject(new CloudsmithError(`buildkite-agent oidc request-token failed (${error.code ?? 'it took too long'}).`))
    })
  })
}

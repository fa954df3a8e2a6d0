import { readFile } from 'node:fs/promises'
import type { Context } from '../core/context.ts'
import { UsageError } from '../core/usage-error.ts'

/** A pull request, and what is needed to comment on it. */
export interface PullRequest {
  /** Address of its comments in the GitHub API. */
  readonly comments: URL
  readonly number: number
  readonly token: string
}

/**
 * Finds the pull request that a job of GitHub Actions runs for.
 *
 * @param said the number from the command line, for jobs that do not run for a pull request
 * @throws {UsageError} there is no pull request or no token, or the API address does not use https
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export async function pullRequestOf({ env }: Context, said: string | undefined): Promise<PullRequest> {
  const { GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: api = 'https://api.github.com' } = env
  const token = env.GITHUB_TOKEN || env.GH_TOKEN
  if (!token) throw new UsageError('GITHUB_TOKEN is not set: pass github.token to the step in this variable.')
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new UsageError('GITHUB_REPOSITORY is not a repository of the form owner/name.')
  const number = Number(said ?? (await numberIn(env.GITHUB_EVENT_PATH)) ?? /^refs\/pull\/(\d+)\//.exec(env.GITHUB_REF ?? '')?.[1])
  if (!Number.isSafeInteger(number) || number < 1)
    throw new UsageError('This job does not run for a pull request: choose one with --pull-request.')
  const comments = new URL(`${api.replace(/\/$/, '')}/repos/${repository}/issues/${number}/comments`)
  if (comments.protocol !== 'https:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(comments.hostname))
    throw new UsageError('GITHUB_API_URL does not use https, so the token would be sent unencrypted.')
  return { comments, number, token }
}

/** Reads the pull request number from the event file, which GitHub writes. */
async function numberIn(file: string | undefined): Promise<unknown> {
  if (!file) return undefined
  const event: { pull_request?: { number?: unknown }; issue?: { number?: unknown } } | null = JSON.parse(
    await readFile(file, 'utf8').catch(() => '{}'),
  )
  return event?.pull_request?.number ?? event?.issue?.number
}

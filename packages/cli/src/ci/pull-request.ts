import { readFile } from 'node:fs/promises'
import type { Context } from '../core/context.ts'
import { UsageError } from '../core/usage-error.ts'

/** Where comments of a pull request are, and what they are written with. */
export interface PullRequest {
  /** Of its comments. */
  readonly comments: URL
  readonly number: number
  readonly token: string
}

/**
 * The pull request that a job of GitHub Actions runs for.
 *
 * @param said its number, where the job runs for something else
 * @throws {UsageError} there is none, or no token
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

/** The file with the event is GitHub's own. */
async function numberIn(file: string | undefined): Promise<unknown> {
  if (!file) return undefined
  const event: { pull_request?: { number?: unknown }; issue?: { number?: unknown } } | null = JSON.parse(
    await readFile(file, 'utf8').catch(() => '{}'),
  )
  return event?.pull_request?.number ?? event?.issue?.number
}

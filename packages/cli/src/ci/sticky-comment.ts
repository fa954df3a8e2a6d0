import type { FetchLike } from '@cloudsmith-sdk/client'
import * as v from 'valibot'
import type { PullRequest } from './pull-request.ts'

/** A comment that is created once and updated after that. */
export interface Sticky {
  /** The hidden first line by which it is found again. */
  readonly marker: string
  /** The whole text, with the marker. */
  readonly body: string
  /** Login of its author. Comments of other authors are left alone, even if they have the same marker. */
  readonly by: string
}

/** The result of writing a comment. */
export interface Put {
  readonly action: 'created' | 'updated' | 'unchanged'
  /** Address of the comment on GitHub. */
  readonly url: string
}

const commentSchema = v.object({
  id: v.number(),
  body: v.nullish(v.string(), ''),
  html_url: v.string(),
  user: v.nullish(v.object({ login: v.string() })),
})
type Comment = v.InferOutput<typeof commentSchema>

/** Comments per page, and maximum number of pages: GitHub allows 2,500 comments on an issue. */
const size = 100
const most = 25

/**
 * Creates a comment, or updates the existing one. If two jobs have created one each at the same time, the first one is kept and the other deleted.
 *
 * @throws {Error} GitHub refuses; the message does not contain the token
 * @see https://docs.github.com/en/rest/issues/comments
 */
export async function putComment(
  send: FetchLike,
  { comments, token }: PullRequest,
  sticky: Sticky,
  signal: AbortSignal,
): Promise<Put> {
  const ask = asker(send, token, signal)
  const ours: Comment[] = []
  for (let page = 1; page <= most; page++) {
    const rows = v.parse(v.array(commentSchema), await ask('GET', `${comments}?per_page=${size}&page=${page}`))
    ours.push(...rows.filter(({ user, body }) => user?.login === sticky.by && body.startsWith(sticky.marker)))
    if (rows.length < size) break
  }
  const [first, ...others] = ours
  // Comments are addressed next to the issue: .../issues/comments/ID.
  const place = ({ id }: Comment) => new URL(`../comments/${id}`, comments).href
  for (const other of others) await ask('DELETE', place(other))
  if (first?.body === sticky.body) return { action: 'unchanged', url: first.html_url }
  const [method, address] = first === undefined ? (['POST', comments.href] as const) : (['PATCH', place(first)] as const)
  const { html_url } = v.parse(commentSchema, await ask(method, address, { body: sticky.body }))
  return { action: first === undefined ? 'created' : 'updated', url: html_url }
}

/** Timeout in milliseconds, and maximum length of a response: a page of the longest comments. */
const patience = 30_000
const longest = 32 * 1_048_576

const asker =
  (send: FetchLike, token: string, signal: AbortSignal) =>
  async (method: string, address: string, body?: object): Promise<unknown> => {
    const request = new Request(address, {
      method,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'application/vnd.github+json',
        'X-GitHub-Api-Version': '2022-11-28',
        'User-Agent': 'cloudsmith-promote',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const response = await send(request, { redirect: 'manual' })
    if (response.ok) return response.status === 204 ? undefined : JSON.parse(await textOf(response))
    await response.body?.cancel()
    const why =
      response.status === 401 || response.status === 403 || response.status === 404
        ? ' Give the job the permission pull-requests: write; jobs for pull requests from forks never have it.'
        : ''
    throw new Error(`GitHub refused the comment (it answered ${method} with ${response.status}).${why}`)
  }

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > longest)
      throw new Error('The response from GitHub is too large to be a list of comments. Check GITHUB_API_URL.')
  }
  return text + decoder.decode()
}

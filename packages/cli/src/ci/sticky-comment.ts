import type { FetchLike } from '@cloudsmith-sdk/client'
import * as v from 'valibot'
import type { PullRequest } from './pull-request.ts'

/** A comment that stays one. */
export interface Sticky {
  /** What it begins with. */
  readonly marker: string
  /** With the marker. */
  readonly body: string
  /** Login of whoever writes it: what others write with the same marker is theirs, and is left alone. */
  readonly by: string
}

/** What has become of it. */
export interface Put {
  readonly action: 'created' | 'updated' | 'unchanged'
  /** For people. */
  readonly url: string
}

const commentSchema = v.object({
  id: v.number(),
  body: v.nullish(v.string(), ''),
  html_url: v.string(),
  user: v.nullish(v.object({ login: v.string() })),
})
type Comment = v.InferOutput<typeof commentSchema>

/** Comments on a page, and pages, at most: GitHub takes 2,500 comments. */
const size = 100
const most = 25

/**
 * Writes a comment, or writes the one of before anew. Where two jobs have written one each at the same moment, the first stays.
 *
 * @throws {Error} GitHub refuses; nothing of the token is told
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
  // Beside the issue's own comments: .../issues/comments/ID.
  const place = ({ id }: Comment) => new URL(`../comments/${id}`, comments).href
  for (const other of others) await ask('DELETE', place(other))
  if (first?.body === sticky.body) return { action: 'unchanged', url: first.html_url }
  const [method, address] = first === undefined ? (['POST', comments.href] as const) : (['PATCH', place(first)] as const)
  const { html_url } = v.parse(commentSchema, await ask(method, address, { body: sticky.body }))
  return { action: first === undefined ? 'created' : 'updated', url: html_url }
}

/** Milliseconds for an answer, and its bytes, at most: a page of the longest comments. */
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
    if (text.length > longest) throw new Error('The answer from GitHub is larger than its comments can be.')
  }
  return text + decoder.decode()
}

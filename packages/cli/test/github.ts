import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A comment, as GitHub keeps it. */
export interface KeptComment {
  readonly id: number
  readonly login: string
  body: string
}

/** Comments of pull requests at GitHub, on this machine. */
export interface GithubServer {
  readonly url: string
  /** Of every pull request, in the order in which they were written. */
  readonly comments: KeptComment[]
  /** Methods and paths of the requests so far. */
  readonly asked: string[]
  /** What requests are answered with from now on. */
  refuse(status: number | undefined): void
}

const token = 'job-token'

/** Starts one that takes the token `job-token` of a job, for comments of `acme/releases` on pull request 7. */
export async function startGithub(): Promise<GithubServer> {
  const comments: KeptComment[] = []
  const asked: string[] = []
  let refusal: number | undefined
  const view = ({ id, login, body }: KeptComment) => ({ id, body, html_url: `https://github.example/c/${id}`, user: { login } })
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://github')
    asked.push(`${request.method} ${pathname}`)
    const send = (status: number, value?: unknown) => response.writeHead(status).end(value && JSON.stringify(value))
    if (refusal !== undefined || request.headers.authorization !== `Bearer ${token}`)
      return send(refusal ?? 401, { message: 'no' })
    const home = '/repos/acme/releases/issues'
    const found = comments.find(({ id }) => pathname === `${home}/comments/${id}`)
    const said = request.method === 'GET' || request.method === 'DELETE' ? {} : ((await json(request)) as { body: string })
    if (pathname === `${home}/7/comments` && request.method === 'GET') {
      const [size, page] = [Number(searchParams.get('per_page')), Number(searchParams.get('page'))]
      return send(200, comments.slice((page - 1) * size, page * size).map(view))
    }
    if (pathname === `${home}/7/comments`) {
      const made = { id: comments.length + 1000, login: 'github-actions[bot]', body: '', ...said }
      comments.push(made)
      return send(201, view(made))
    }
    if (found === undefined) return send(404, { message: 'Not Found' })
    if (request.method === 'DELETE') {
      comments.splice(comments.indexOf(found), 1)
      return send(204)
    }
    return send(200, view(Object.assign(found, said)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return {
    ...{ comments, asked },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuse(status) {
      refusal = status
    },
  }
}

import { Cloudsmith } from '@cloudsmith-sdk/client'
import { request as octokit } from '@octokit/request'
import ky from 'ky'
import createClient from 'openapi-fetch'

/** Makes one call of the API, with everything that the library does around it. */
export interface Caller {
  label: string
  call(): Promise<unknown>
}

const body = JSON.stringify({ slug_perm: 'abc', name: 'lodash', version: '4.17.21', format: 'npm', tags: { info: ['dev'] } })
const headers = { 'Content-Type': 'application/json' }

/** The network, without one: every call is answered at once with the same package. */
const fetch = async () => new Response(body, { headers })

const baseUrl = 'https://api.cloudsmith.io'
const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }
const credential = { 'X-Api-Key': 'key' }

interface Paths {
  '/packages/{owner}/{repo}/{identifier}/': {
    get: { parameters: { path: typeof at }; responses: { 200: { content: { 'application/json': { name: string } } } } }
  }
}

/** The same call by each library: the credential added, the answer read as JSON. */
export function makeCallers(): { ours: Caller; openapiFetch: Caller; others: Caller[] } {
  const cloudsmith = new Cloudsmith({ apiKey: 'key', fetch })
  const raw = createClient<Paths>({ baseUrl, fetch, headers: credential })
  const withKy = ky.create({ headers: credential, fetch })
  const withOctokit = octokit.defaults({ baseUrl, headers: credential, request: { fetch } })
  const path = '/packages/{owner}/{repo}/{identifier}/'
  return {
    ours: { label: '@cloudsmith-sdk/client', call: () => cloudsmith.packages.read(at) },
    openapiFetch: { label: 'openapi-fetch', call: () => raw.GET(path, { params: { path: at } }) },
    others: [
      { label: 'ky', call: () => withKy.get(`${baseUrl}/packages/${at.owner}/${at.repo}/${at.identifier}/`).json() },
      { label: '@octokit/request', call: () => withOctokit(`GET ${path}`, at) },
    ],
  }
}

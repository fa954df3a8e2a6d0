import { heyApiClient } from '../peers/hey-api.ts'
import { openapiTypes } from '../peers/openapi-types.ts'

/** A program whose bundle is measured. Its secret is a global that it only declares, so that no figure depends on where secrets live. */
export interface Program {
  /** What the program does: programs of one task compare. */
  task: 'one call' | 'webhooks'
  label: string
  /** Its figures are called `size.${key}.min` and `size.${key}.gzip`; one without is for the table only. */
  key: string | undefined
  source: string
}

const packagePath = `{ owner: 'acme', repo: 'production', identifier: 'KW6GbDb3r2hZ' }`

/** Programs that read one package, and programs that verify what a webhook sends: this SDK first, then its peers. */
export const programs: readonly Program[] = [
  {
    task: 'one call',
    label: '@cloudsmith-sdk/client',
    key: 'oneCall',
    source: `import { Cloudsmith } from '@cloudsmith-sdk/client'
const cloudsmith = new Cloudsmith({ apiKey: secret })
console.log(await cloudsmith.packages.read(${packagePath}))`,
  },
  {
    task: 'one call',
    label: 'openapi-fetch',
    key: 'openapiFetch.oneCall',
    source: `import createClient from 'openapi-fetch'
import type { paths } from './${openapiTypes('v1')}'
const client = createClient<paths>({ baseUrl: 'https://api.cloudsmith.io', headers: { 'X-Api-Key': secret } })
console.log(await client.GET('/packages/{owner}/{repo}/{identifier}/', { params: { path: ${packagePath} } }))`,
  },
  {
    task: 'one call',
    label: '@hey-api/openapi-ts',
    key: 'heyApi.oneCall',
    source: `import { packagesRead } from './${heyApiClient('v1')}'
console.log(await packagesRead({ auth: secret, path: ${packagePath} }))`,
  },
  {
    task: 'webhooks',
    label: '@cloudsmith-sdk/webhooks, createReceiver',
    key: 'receiver',
    source: `import { createReceiver } from '@cloudsmith-sdk/webhooks'
export const receive = createReceiver({ signatureKey: secret }).on('package.synced', console.log)`,
  },
  {
    task: 'webhooks',
    label: '@cloudsmith-sdk/webhooks, constructEvent',
    key: 'webhooks',
    source: `import { constructEvent } from '@cloudsmith-sdk/webhooks'
export const receive = async (request: Request) =>
  console.log(await constructEvent(await request.arrayBuffer(), request.headers, { signatureKey: secret }))`,
  },
  {
    task: 'webhooks',
    label: '@cloudsmith-sdk/webhooks, verify',
    key: undefined,
    source: `import { verify } from '@cloudsmith-sdk/webhooks'
export const receive = async (request: Request) =>
  console.log(await verify(await request.arrayBuffer(), request.headers, { signatureKey: secret }))`,
  },
  {
    task: 'webhooks',
    label: '@octokit/webhooks-methods, verify',
    key: 'octokit.webhooks',
    source: `import { verify } from '@octokit/webhooks-methods'
export const receive = async (request: Request) =>
  console.log(await verify(secret, await request.text(), request.headers.get('x-hub-signature-256') ?? ''))`,
  },
  {
    task: 'webhooks',
    label: 'standardwebhooks, verify',
    key: 'standardWebhooks.webhooks',
    source: `import { Webhook } from 'standardwebhooks'
const webhook = new Webhook(secret)
export const receive = async (request: Request) => console.log(webhook.verify(await request.text(), Object.fromEntries(request.headers)))`,
  },
]

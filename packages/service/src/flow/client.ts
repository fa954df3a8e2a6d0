import { Cloudsmith, type FetchLike } from '@cloudsmith-sdk/client'
import { type Registry, registryOf } from '@cloudsmith-sdk/promotion/registry'
import { budgetedFetch } from '../budget/budgeted-fetch.ts'
import { userAgent } from '../core/version.ts'
import type { ServedPipeline } from '../settings/pipelines.ts'
import type { FlowParts } from './parts.ts'

/** Methods that change nothing. */
const reads: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/**
 * Makes a Cloudsmith client for a pipeline, within the rate limit budget that all processes share.
 *
 * @param mayWrite called before each request that may change something; if it throws, nothing is sent
 */
export function clientFor(parts: FlowParts, served: ServedPipeline, mayWrite?: () => Promise<void>): Cloudsmith {
  const { database, clock, reserve, fetch, baseUrl, secretOf } = parts
  const budgeted = budgetedFetch(fetch, { database, credential: budgetOf(served), reserve, clock })
  const guarded: FetchLike = async (request, init) => {
    if (mayWrite !== undefined && !reads.has(request.method)) await mayWrite()
    return budgeted(request, init)
  }
  return new Cloudsmith({
    ...{ apiKey: secretOf(served), fetch: mayWrite === undefined ? budgeted : guarded, clock, userAgent },
    ...(baseUrl === undefined ? {} : { baseUrl }),
  })
}

/** The Docker registry of a pipeline. It gets the same credential, and does not count against the budget, which is that of the API. */
export const registryFor = ({ secretOf, baseUrl, fetch }: FlowParts, served: ServedPipeline): Registry | undefined =>
  registryOf({ credential: secretOf(served), baseUrl, said: served.settings.dockerRegistry, fetch })

/** Name of the budget: pipelines of the same workspace with the same credential share one. */
export const budgetOf = ({ pipeline, settings }: ServedPipeline): string =>
  `${settings.credential ?? 'the default credential'} of ${pipeline.owner}`

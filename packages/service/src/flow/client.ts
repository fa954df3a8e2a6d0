import { Cloudsmith, type FetchLike } from '@cloudsmith-sdk/client'
import { type Registry, registryOf } from '@cloudsmith-sdk/promotion/registry'
import { budgetedFetch } from '../budget/budgeted-fetch.ts'
import { userAgent } from '../core/version.ts'
import type { ServedPipeline } from '../settings/pipelines.ts'
import type { FlowParts } from './parts.ts'

/** What only looks. */
const reads: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/**
 * Makes a client of the registry for a pipeline, within the budget that all workers share.
 *
 * @param mayWrite asked before each request that may change something; where it throws, nothing is sent
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

/** Where the Docker images of a pipeline are: asked with its credential, and beside its budget, which is of the API. */
export const registryFor = ({ secretOf, baseUrl, fetch }: FlowParts, served: ServedPipeline): Registry | undefined =>
  registryOf({ credential: secretOf(served), baseUrl, said: served.settings.dockerRegistry, fetch })

/** Pipelines of one workspace that use one credential share one budget. */
export const budgetOf = ({ pipeline, settings }: ServedPipeline): string =>
  `${settings.credential ?? 'the default credential'} of ${pipeline.owner}`

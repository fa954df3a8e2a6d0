import type { EdgeName } from '@cloudsmith-sdk/promotion/hold'

/**
 * The ID of an edge in the database and in addresses: pipeline, stages and the edge's own name, if any, such as `web/dev/staging` or
 * `web/dev/production/hotfix`.
 */
export const edgeId = (pipeline: string, { from, to, name }: EdgeName): string =>
  [pipeline, from, to, ...(name === undefined ? [] : [name])].map(encodeURIComponent).join('/')

import type { EdgeName } from '@cloudsmith-sdk/promotion/hold'

/** What the database and addresses call an edge: its pipeline, its stages and its own name, such as `web/dev/staging` or `web/dev/production/hotfix`. */
export const edgeId = (pipeline: string, { from, to, name }: EdgeName): string =>
  [pipeline, from, to, ...(name === undefined ? [] : [name])].map(encodeURIComponent).join('/')

import type { Area } from '../../operation/area.ts'
import { upstreamOperations } from './operations.ts'
import { upstreamsOf } from './records.ts'

/** Upstreams of repositories: their settings, as nothing is fetched from them. */
export const upstreams: Area = { operations: upstreamOperations, parts: [upstreamsOf] }

import type { Reach } from '../../../core/reach.ts'
import { worldPart } from '../../../world/parts.ts'

/** The function that reaches upstreams; undefined if none can be reached. */
export const reachOf = worldPart<{ reach: Reach | undefined }>('reach', { make: () => ({ reach: undefined }) })

import type { Reach } from '../../../core/reach.ts'
import { worldPart } from '../../../world/parts.ts'

/** What upstreams are reached with; without it, none is. */
export const reachOf = worldPart<{ reach: Reach | undefined }>('reach', { make: () => ({ reach: undefined }) })

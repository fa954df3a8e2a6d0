import { NotFoundError } from '@cloudsmith-sdk/client'
import { clientFor } from '../flow/client.ts'
import { edgeIn, type FlowParts } from '../flow/parts.ts'
import type { Message, MessagePackage } from './message.ts'

/** What is attached to a package where it came from, within the budget of its pipeline: a request for each package that is told of. */
export async function metadataOf(
  flow: FlowParts,
  { edge }: Message,
  { slugPerm }: MessagePackage,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const found = edgeIn(flow, edge)
  if (found === undefined) return []
  try {
    const entries = await clientFor(flow, found.served).v2.metadata.list({ package_slug_perm: slugPerm }, { signal }).toArray()
    return entries.map(({ content }) => content)
  } catch (error) {
    // It is gone from where it was, and what was attached to it with it.
    if (error instanceof NotFoundError) return []
    throw error
  }
}

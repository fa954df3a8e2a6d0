import { NotFoundError } from '@cloudsmith-sdk/client'
import { clientFor } from '../flow/client.ts'
import { edgeIn, type FlowParts } from '../flow/parts.ts'
import type { Message, MessagePackage } from './message.ts'

/** Reads the metadata attached to a package at its source, within the budget of the pipeline: one request for each package. */
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
    // The package is gone, with its metadata.
    if (error instanceof NotFoundError) return []
    throw error
  }
}

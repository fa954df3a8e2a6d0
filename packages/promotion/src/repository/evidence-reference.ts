import type { Cloudsmith, V2 } from '@cloudsmith-sdk/client'
import { digestOf } from '../text/digest.ts'
import { readMetadata } from './read-metadata.ts'

/** Content type of a reference to evidence that concerns many packages, and is attached to one of them. */
export const referenceType = 'application/vnd.cloudsmith-sdk.evidence-reference+json'

/** Refers to the evidence about a package. */
export interface EvidenceReference {
  /** SHA-256 of the evidence as JSON with sorted keys, in hex. */
  readonly sha256: string
  /** `slug_perm` of the package that it is attached to. */
  readonly slugPerm: string
}

/** Evidence found recently, by client. Its digest proves that it is the same, no matter when it was read. */
const lately = new WeakMap<Cloudsmith, Map<string, Promise<V2.ArtifactMetadata | undefined>>>()

/** Pieces of evidence to keep for each client, at most. */
const mostKept = 8

/**
 * Replaces each reference by the evidence that it refers to. A reference that leads nowhere, or to different content, is left as it is, and
 * so is not evidence. Takes one request for each piece of evidence that was not read recently.
 */
export const withEvidence = (
  cloudsmith: Cloudsmith,
  entries: readonly V2.ArtifactMetadata[],
  signal: AbortSignal | undefined,
): Promise<readonly V2.ArtifactMetadata[]> =>
  Promise.all(
    entries.map(async (entry) => {
      const { content_type, content } = entry
      if (content_type !== referenceType || !isReference(content)) return entry
      const found = await find(cloudsmith, content, signal)
      return found === undefined ? entry : { ...entry, content: found.content, content_type: found.content_type }
    }),
  )

async function find(cloudsmith: Cloudsmith, { sha256, slugPerm }: EvidenceReference, signal: AbortSignal | undefined) {
  const kept = lately.get(cloudsmith) ?? new Map<string, Promise<V2.ArtifactMetadata | undefined>>()
  lately.set(cloudsmith, kept)
  const known = kept.get(sha256)
  if (known !== undefined) return await known
  const finding = look(cloudsmith, { sha256, slugPerm }, signal)
  kept.set(sha256, finding)
  for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest)
  try {
    const found = await finding
    if (found === undefined) kept.delete(sha256)
    return found
  } catch (error) {
    kept.delete(sha256)
    throw error
  }
}

async function look(cloudsmith: Cloudsmith, { sha256, slugPerm }: EvidenceReference, signal: AbortSignal | undefined) {
  for (const entry of await readMetadata(cloudsmith, { identifier: slugPerm }, signal)) {
    if (digestOf(entry.content) === sha256) return entry
  }
  return undefined
}

const isReference = (content: unknown): content is EvidenceReference =>
  typeof content === 'object' &&
  content !== null &&
  typeof (content as Partial<EvidenceReference>).sha256 === 'string' &&
  typeof (content as Partial<EvidenceReference>).slugPerm === 'string'

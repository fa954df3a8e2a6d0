import type { Cloudsmith, V2 } from '@cloudsmith-sdk/client'
import { digestOf } from '../text/digest.ts'
import { readMetadata } from './read-metadata.ts'

/** Content type of what stands for evidence that is attached to another package, because it is about many. */
export const referenceType = 'application/vnd.cloudsmith-sdk.evidence-reference+json'

/** Says where the evidence about a package is. */
export interface EvidenceReference {
  /** SHA-256, in hex, of the evidence as JSON whose keys are in order. */
  readonly sha256: string
  /** `slug_perm` of the package that it is attached to. */
  readonly slugPerm: string
}

/** Evidence that was found lately, of each client: its digest says that it is the same, whenever that was. */
const lately = new WeakMap<Cloudsmith, Map<string, Promise<V2.ArtifactMetadata | undefined>>>()

/** Evidence to keep of each client, at most. */
const mostKept = 8

/**
 * Puts in the place of each reference what it stands for. One that leads nowhere, or to something else, stays what it is: no evidence. Takes a
 * request for each piece of evidence that was not read lately.
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

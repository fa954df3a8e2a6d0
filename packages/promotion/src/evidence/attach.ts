import { type Cloudsmith, ConnectionError, type V2 } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import { evidenceType } from '../gates/metadata-kinds.ts'
import { type EvidenceReference, referenceType, withEvidence } from '../repository/evidence-reference.ts'
import { readMetadata } from '../repository/read-metadata.ts'
import { type Envelope, isEnvelope } from '../signing/envelope.ts'
import { digestOf } from '../text/digest.ts'

/** Options of {@link attachEvidence}. */
export interface AttachOptions {
  /** The name to record as the source of the metadata; the service does not verify it. Default: `@cloudsmith-sdk/promotion`. */
  sourceIdentity?: string | undefined
  /** Aborts the call. */
  signal?: AbortSignal | undefined
}

/**
 * Attaches evidence to a package as metadata. Evidence that is already there is not attached again; if the response is lost, it checks whether the
 * service has the evidence.
 *
 * @param ref the package; its identifier must be the `slug_perm`
 * @returns whether it was attached now
 * @see metadata_packages_create
 */
export const attachEvidence = (
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  envelope: Envelope,
  options: AttachOptions = {},
): Promise<boolean> => attachOnce(cloudsmith, ref, { envelope, content: contentOf(envelope), type: evidenceType }, options)

/** Attaches to a package a reference to its evidence, which is attached to another package. Otherwise like `attachEvidence`. */
export const attachReference = async (
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  { envelope, slugPerm }: { envelope: Envelope; slugPerm: string },
  options: AttachOptions = {},
): Promise<boolean> => {
  const content: EvidenceReference = { sha256: digestOf(contentOf(envelope)), slugPerm }
  return await attachOnce(cloudsmith, ref, { envelope, content, type: referenceType }, options)
}

async function attachOnce(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  { envelope, content, type }: { envelope: Envelope; content: Envelope | EvidenceReference; type: string },
  { sourceIdentity = '@cloudsmith-sdk/promotion', signal }: AttachOptions,
): Promise<boolean> {
  const isThere = async () => (await readEvidence(cloudsmith, ref, { signal })).some((one) => isSame(one, envelope))
  if (await isThere()) return false
  const params = {
    package_slug_perm: ref.identifier,
    content: { ...content },
    content_type: type,
    source_identity: sourceIdentity,
  }
  try {
    await cloudsmith.v2.metadata.create(params, { signal })
  } catch (error) {
    if (!(error instanceof ConnectionError) || !(await isThere())) throw error
  }
  return true
}

const contentOf = ({ payload, payloadType, signatures }: Envelope): Envelope => ({ payload, payloadType, signatures })

/**
 * Reads the evidence about a package, the oldest first, including evidence that is attached to another package of its set. The evidence is not
 * verified: anyone with write permission may have attached it.
 *
 * @param ref the package; its identifier must be the `slug_perm`
 */
export async function readEvidence(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<readonly Envelope[]> {
  return evidenceIn(await withEvidence(cloudsmith, await readMetadata(cloudsmith, ref, signal), signal))
}

const evidenceIn = (entries: readonly V2.ArtifactMetadata[]): readonly Envelope[] =>
  entries
    .filter(({ content_type }) => content_type === evidenceType)
    .toSorted((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at))
    .map(({ content }) => content)
    .filter(isEnvelope)

/** Fields may be returned in a different order. */
const isSame = (a: Envelope, b: Envelope): boolean => textOf(a) === textOf(b)

const textOf = ({ payload, payloadType, signatures }: Envelope): string =>
  JSON.stringify([payload, payloadType, signatures.map(({ keyid, sig }) => [keyid ?? null, sig])])

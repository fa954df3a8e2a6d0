import { type Cloudsmith, ConnectionError, type V2 } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import { evidenceType } from '../gates/metadata-kinds.ts'
import { readMetadata } from '../repository/read-metadata.ts'
import { type Envelope, isEnvelope } from '../signing/envelope.ts'

/** Options of {@link attachEvidence}. */
export interface AttachOptions {
  /** Who says that it attached the evidence; nobody checks. Default: the name of this package. */
  sourceIdentity?: string | undefined
  signal?: AbortSignal | undefined
}

/**
 * Attaches evidence to a package as metadata. Evidence that is there already is not attached again; where the answer is lost, the service
 * is asked whether it has it.
 *
 * @param ref its identifier has to be the `slug_perm`
 * @returns whether it was attached now
 * @see metadata_packages_create
 */
export async function attachEvidence(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  envelope: Envelope,
  { sourceIdentity = '@cloudsmith-sdk/promotion', signal }: AttachOptions = {},
): Promise<boolean> {
  const isThere = async () => (await readEvidence(cloudsmith, ref, { signal })).some((one) => isSame(one, envelope))
  if (await isThere()) return false
  const content: Envelope = { payload: envelope.payload, payloadType: envelope.payloadType, signatures: envelope.signatures }
  const params = { package_slug_perm: ref.identifier, content, content_type: evidenceType, source_identity: sourceIdentity }
  try {
    await cloudsmith.v2.metadata.create(params, { signal })
  } catch (error) {
    if (!(error instanceof ConnectionError) || !(await isThere())) throw error
  }
  return true
}

/**
 * Reads the evidence that is attached to a package, the oldest first. It is not verified: anybody with the right to write may have
 * attached it.
 *
 * @param ref its identifier has to be the `slug_perm`
 */
export async function readEvidence(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<readonly Envelope[]> {
  return evidenceIn(await readMetadata(cloudsmith, ref, signal))
}

const evidenceIn = (entries: readonly V2.ArtifactMetadata[]): readonly Envelope[] =>
  entries
    .filter(({ content_type }) => content_type === evidenceType)
    .toSorted((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at))
    .map(({ content }) => content)
    .filter(isEnvelope)

/** Fields may come back in another order. */
const isSame = (a: Envelope, b: Envelope): boolean => textOf(a) === textOf(b)

const textOf = ({ payload, payloadType, signatures }: Envelope): string =>
  JSON.stringify([payload, payloadType, signatures.map(({ keyid, sig }) => [keyid ?? null, sig])])

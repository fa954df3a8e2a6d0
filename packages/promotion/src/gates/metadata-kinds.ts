import { InvalidRequestError, type V2 } from '@cloudsmith-sdk/client'

/** How metadata of one kind is told from the rest: by its content type, or by what the service takes it for. */
export interface MetadataKind {
  readonly contentTypes: readonly string[]
  readonly classifications: readonly string[]
}

/**
 * Content type under which evidence of promotions is attached: a verification summary in an envelope.
 *
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/envelope.md
 */
export const evidenceType = 'application/vnd.in-toto.vsa+dsse'

/**
 * The kinds that have names: the content types are those of CycloneDX, SPDX, in-toto and Sigstore, the classifications the service's own.
 */
const known = {
  sbom: {
    contentTypes: [
      'application/vnd.cyclonedx+json',
      'application/spdx+json',
      'application/vnd.in-toto.cyclonedx+dsse',
      'application/vnd.in-toto.spdx+dsse',
    ],
    classifications: ['SBOM'],
  },
  provenance: {
    contentTypes: ['application/vnd.in-toto.provenance+dsse'],
    classifications: ['PROVENANCE'],
  },
  signature: {
    contentTypes: [
      'application/vnd.dsse.envelope.v1+json',
      'application/vnd.dev.sigstore.bundle+json;version=0.1',
      'application/vnd.dev.sigstore.bundle+json;version=0.2',
      'application/vnd.dev.sigstore.bundle.v0.3+json',
    ],
    classifications: [],
  },
  /** What `attachEvidence` attaches. */
  evidence: {
    contentTypes: [evidenceType],
    classifications: [],
  },
} as const satisfies Readonly<Record<string, MetadataKind>>

/** A kind of metadata that has a name. */
export type KnownKind = keyof typeof known

/**
 * How to tell a kind.
 *
 * @param contentTypes instead of those that the kind is known by
 * @throws {InvalidRequestError} nobody knows what the kind looks like
 */
export function kindOf(name: string, contentTypes: readonly string[] | undefined): MetadataKind {
  if (contentTypes !== undefined) return { contentTypes, classifications: [] }
  if (Object.hasOwn(known, name)) return known[name as KnownKind]
  const names = Object.keys(known).join(', ')
  throw new InvalidRequestError(`Metadata of the kind ${JSON.stringify(name)} needs contentTypes: only ${names} are built in.`)
}

/** Whether an entry is of a kind. Content types are compared without regard to case and spaces. */
export const isOfKind = ({ contentTypes, classifications }: MetadataKind, entry: V2.ArtifactMetadata): boolean =>
  contentTypes.some((type) => plain(type) === plain(entry.content_type)) || classifications.includes(entry.classification ?? '')

const plain = (contentType: string): string => contentType.toLowerCase().replaceAll(/\s+/g, '')

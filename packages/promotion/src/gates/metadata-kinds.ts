import { InvalidRequestError, type V2 } from '@cloudsmith-sdk/client'

/** How metadata of a kind is recognised: by its content type, or by the classification of the service. */
export interface MetadataKind {
  readonly contentTypes: readonly string[]
  readonly classifications: readonly string[]
}

/**
 * Content type of attached evidence of promotions: a verification summary in an envelope.
 *
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/envelope.md
 */
export const evidenceType = 'application/vnd.in-toto.vsa+dsse'

/** The built-in kinds: the content types are those of CycloneDX, SPDX, in-toto and Sigstore, the classifications those of the service. */
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

/** A built-in kind of metadata. */
export type KnownKind = keyof typeof known

/**
 * How to recognise a kind.
 *
 * @param contentTypes replaces the built-in content types of the kind
 * @throws {InvalidRequestError} the kind is not built in, and has no content types
 */
export function kindOf(name: string, contentTypes: readonly string[] | undefined): MetadataKind {
  if (contentTypes !== undefined) return { contentTypes, classifications: [] }
  if (Object.hasOwn(known, name)) return known[name as KnownKind]
  const names = Object.keys(known).join(', ')
  throw new InvalidRequestError(`Metadata of the kind ${JSON.stringify(name)} needs contentTypes: only ${names} are built in.`)
}

/** Whether a metadata entry is of a kind. Content types are compared without regard to case and spaces. */
export const isOfKind = ({ contentTypes, classifications }: MetadataKind, entry: V2.ArtifactMetadata): boolean =>
  contentTypes.some((type) => plain(type) === plain(entry.content_type)) || classifications.includes(entry.classification ?? '')

const plain = (contentType: string): string => contentType.toLowerCase().replaceAll(/\s+/g, '')

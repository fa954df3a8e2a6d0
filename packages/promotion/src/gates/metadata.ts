import type { V2 } from '@cloudsmith-sdk/client'
import type { PackageRow } from '../repository/row.ts'
import { defineGate, type Gate } from './gate.ts'
import { isOfKind, type KnownKind, kindOf, type MetadataKind } from './metadata-kinds.ts'
import { type Block, block, type Fact, pass } from './outcome.ts'

/**
 * Verifies a metadata entry: returns true if it is valid for the package, otherwise the reason as a sentence without a full stop. An error that it
 * throws blocks the package as well.
 */
export type MetadataVerifier = (
  entry: V2.ArtifactMetadata,
  pkg: PackageRow,
  /** Name of the stage that the package is in; undefined outside of plans. */
  stage: string | undefined,
) => true | string | Promise<true | string>

/** A kind of metadata that a package must have. */
export interface RequiredMetadata {
  /** A built-in kind, or a name of your own, which needs `contentTypes`. */
  kind: KnownKind | (string & {})
  /** Content types, of which an entry must have one. Default: those of the built-in kind. */
  contentTypes?: readonly string[] | undefined
  /** Source kinds, of which an entry must have one, such as `SYSTEM`. Default: any. */
  sourceKinds?: readonly (V2.ArtifactSourceKind | (string & {}))[] | undefined
  /**
   * Source identities, of which an entry must have one, such as `my-pipeline@1.2.0`. The service does not verify them: anyone with write permission
   * may claim any identity. Default: any.
   */
  sourceIdentities?: readonly string[] | undefined
  /** Verifies entries; one valid entry is enough. Default: an entry only has to exist. */
  verify?: MetadataVerifier | undefined
  /**
   * An identifier of what `verify` does, such as `signed-by-release-key-2`; it is part of what is approved. Change it whenever `verify` changes.
   * Default: none, so the gate can be evaluated, but cannot be part of a plan that is stored.
   */
  identity?: string | undefined
}

/** Settings of {@link metadata}. */
export interface MetadataSettings {
  /** The required kinds, every one of them. */
  require: readonly (KnownKind | RequiredMetadata)[]
  /** Who may waive the gate. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/**
 * Allows only packages with the required metadata: for example an SBOM, a signature or provenance. Existence alone proves little, because anyone with
 * write permission may attach metadata: use `verify` for proof.
 *
 * @throws {InvalidRequestError} when it is created: a kind is not built in, and has no content types
 * @example
 * metadata({ require: ['sbom', { kind: 'evidence', verify: signedBy([key]), identity: 'signed-by-release-key-2' }] })
 */
export function metadata(settings: MetadataSettings): Gate {
  const gate = attached(settings)
  return settings.require.every(isDeclared) ? gate : { ...gate, identity: null }
}

/** Whether the requirement is plain data, or its function declares an identity. */
const isDeclared = (required: KnownKind | RequiredMetadata): boolean =>
  typeof required === 'string' || required.verify === undefined || required.identity !== undefined

const attached = defineGate(
  'metadata',
  ({ require, mayWaive }: MetadataSettings) => {
    const wanted = require.map(wantedOf)
    const needed = wanted.map(({ name }) => name)
    return async ({ package: pkg, metadata: entries, step }) => {
      if (entries === undefined) return block({ cause: 'evidence', why: 'its metadata is not known', seen: null, needed })
      const answers = await Promise.all(wanted.map((one) => ask(one, entries, (verify, entry) => verify(entry, pkg, step?.from))))
      const complaints = answers.filter((answer) => answer !== undefined)
      if (complaints.length === 0) return pass()
      const why = complaints.map((complaint) => complaint.why).join('; ')
      // Rejected metadata is worse than missing metadata.
      const cause = complaints.some((complaint) => complaint.cause === 'deny') ? 'deny' : 'evidence'
      return block({ cause, why, remedy: 'anybody with write access can attach it', seen: entries.map(seenOf), needed, mayWaive })
    }
  },
  { needsMetadata: true },
)

interface Wanted extends Omit<RequiredMetadata, 'kind' | 'contentTypes' | 'identity'> {
  readonly name: string
  readonly kind: MetadataKind
}

function wantedOf(required: KnownKind | RequiredMetadata): Wanted {
  const { kind, contentTypes, identity: _, ...rest } = typeof required === 'string' ? { kind: required } : required
  return { ...rest, name: kind, kind: kindOf(kind, contentTypes) }
}

/** Verifies an entry for the package being evaluated. */
type Look = (verify: MetadataVerifier, entry: V2.ArtifactMetadata) => ReturnType<MetadataVerifier>

/** What a package lacks of one kind; undefined if it lacks nothing. */
async function ask(
  { name, kind, sourceKinds, sourceIdentities, verify }: Wanted,
  entries: readonly V2.ArtifactMetadata[],
  look: Look,
): Promise<Pick<Block, 'why' | 'cause'> | undefined> {
  const candidates = entries.filter(
    (entry) =>
      isOfKind(kind, entry) &&
      (sourceKinds === undefined || sourceKinds.includes(entry.source_kind)) &&
      (sourceIdentities === undefined || sourceIdentities.includes(entry.source_identity)),
  )
  if (candidates.length === 0) return { cause: 'evidence', why: `it has no ${name} attached` }
  if (verify === undefined) return undefined
  const answers = await Promise.all(candidates.map((entry) => verdictOf(() => look(verify, entry))))
  if (answers.includes(true)) return undefined
  return { cause: 'deny', why: `its ${name} does not count: ${[...new Set(answers)].join(', ')}` }
}

async function verdictOf(verify: () => ReturnType<MetadataVerifier>): Promise<true | string> {
  try {
    return await verify()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const seenOf = ({ content_type, source_identity }: V2.ArtifactMetadata): Fact => `${content_type} by ${source_identity}`

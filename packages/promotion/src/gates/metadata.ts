import type { V2 } from '@cloudsmith-sdk/client'
import type { PackageRow } from '../repository/row.ts'
import { defineGate, type Gate } from './gate.ts'
import { isOfKind, type KnownKind, kindOf, type MetadataKind } from './metadata-kinds.ts'
import { type Block, block, type Fact, pass } from './outcome.ts'

/**
 * Judges one piece of metadata: true where it holds for the package, else a sentence without full stop that says why not. What it
 * throws stops the package as well.
 */
export type MetadataVerifier = (
  entry: V2.ArtifactMetadata,
  pkg: PackageRow,
  /** The stage that the package is in, by name; undefined outside of plans. */
  stage: string | undefined,
) => true | string | Promise<true | string>

/** A kind of metadata that a package has to have. */
export interface RequiredMetadata {
  /** One that is known, or a name of one's own. */
  kind: KnownKind | (string & {})
  /** Any of these. Default: those that the kind is known by. */
  contentTypes?: readonly string[] | undefined
  /** Only what these sources say counts, such as `SYSTEM`. Default: any. */
  sourceKinds?: readonly (V2.ArtifactSourceKind | (string & {}))[] | undefined
  /** Only what these say counts, such as `my-pipeline@1.2.0`. Whoever may write may claim to be anybody. Default: any. */
  sourceIdentities?: readonly string[] | undefined
  /** One entry that it lets through is enough. Default: being there is. */
  verify?: MetadataVerifier | undefined
  /**
   * What `verify` does, by a name that changes with it, such as `signed-by-release-key-2`: part of what is approved. Default: none, so that the
   * gate can be asked, but not be in a plan that is stored.
   */
  identity?: string | undefined
}

/** Settings of {@link metadata}. */
export interface MetadataSettings {
  /** Every one of these. */
  require: readonly (KnownKind | RequiredMetadata)[]
  /** Who may let others through. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/**
 * Lets through what has metadata attached: a list of its parts, a signature, a proof of where it comes from. That metadata is there says
 * little, as anybody with the right to write may attach some: `verify` is what makes it proof.
 *
 * @throws {InvalidRequestError} when it is made: a kind has a name of its own, and no content types
 * @example
 * metadata({ require: ['sbom', { kind: 'evidence', verify: signedBy([key]), identity: 'signed-by-release-key-2' }] })
 */
export function metadata(settings: MetadataSettings): Gate {
  const gate = attached(settings)
  return settings.require.every(isDeclared) ? gate : { ...gate, identity: null }
}

/** Nothing but data tells what is required, or a name tells what its function does. */
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
      // What was refused is worse than what is missing.
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

/** Has an entry verified for the package that a gate was asked about. */
type Look = (verify: MetadataVerifier, entry: V2.ArtifactMetadata) => ReturnType<MetadataVerifier>

/** What a package lacks of one kind; undefined where it has it. */
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

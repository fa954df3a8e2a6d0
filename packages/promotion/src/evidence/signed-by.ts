import type { MetadataVerifier } from '../gates/metadata.ts'
import { identityOf } from '../repository/identity.ts'
import type { TrustedKey } from '../signing/open-envelope.ts'
import { stageUri, subjectsOf } from './statement.ts'
import { type VerifyOptions, verifyEnvelope } from './verify.ts'

/** What the evidence must state, in addition to what {@link signedBy} requires. */
export interface SignedByOptions extends Omit<VerifyOptions, 'subjects' | 'package' | 'resource'> {
  /** Name of the stage that the evidence must be for. Default: the stage that the package is in when the gate is evaluated. */
  stage?: string | undefined
}

/**
 * Creates a verifier for the gate `metadata`, which accepts evidence that is signed with one of the keys, and covers the package, every file of it
 * and the stage that it is in. Evidence for another stage of the same repository does not count.
 *
 * @example
 * metadata({ require: [{ kind: 'evidence', verify: signedBy([key], { verifier: 'https://ci.acme.example/promoter' }) }] })
 */
export const signedBy =
  (keys: readonly TrustedKey[], { stage, ...options }: SignedByOptions = {}): MetadataVerifier =>
  async ({ content }, pkg, current): Promise<true> => {
    await verifyEnvelope(content, keys, {
      ...options,
      subjects: subjectsOf(pkg),
      package: identityOf(pkg),
      resource: stageUri(pkg.namespace, pkg.repository, stage ?? current),
    })
    return true
  }

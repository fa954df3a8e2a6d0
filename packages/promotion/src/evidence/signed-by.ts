import type { MetadataVerifier } from '../gates/metadata.ts'
import { identityOf } from '../repository/identity.ts'
import type { TrustedKey } from '../signing/open-envelope.ts'
import { stageUri, subjectsOf } from './statement.ts'
import { type VerifyOptions, verifyEnvelope } from './verify.ts'

/** What evidence has to say, beyond what {@link signedBy} asks for. */
export interface SignedByOptions extends Omit<VerifyOptions, 'subjects' | 'package' | 'resource'> {
  /** Name of the stage that it has to have been let into. Default: the stage that it is in when it is asked about. */
  stage?: string | undefined
}

/**
 * For the gate `metadata`: evidence counts where these keys signed it, for the package with every file of it, and for the stage that it is in.
 * Evidence for another stage of the same repository is none.
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

import type { MetadataVerifier } from '../gates/metadata.ts'
import { identityOf } from '../repository/identity.ts'
import type { TrustedKey } from '../signing/open-envelope.ts'
import { repositoryUri, subjectsOf } from './statement.ts'
import { type VerifyOptions, verifyEnvelope } from './verify.ts'

/**
 * For the gate `metadata`: evidence counts where these keys signed it, for the package with every file of it, and for the repository that it is in.
 *
 * @example
 * metadata({ require: [{ kind: 'evidence', verify: signedBy([key], { verifier: 'https://ci.acme.example/promoter' }) }] })
 */
export const signedBy =
  (keys: readonly TrustedKey[], options: Omit<VerifyOptions, 'subjects' | 'package' | 'resource'> = {}): MetadataVerifier =>
  async ({ content }, pkg): Promise<true> => {
    await verifyEnvelope(content, keys, {
      ...options,
      subjects: subjectsOf(pkg),
      package: identityOf(pkg),
      resource: repositoryUri(pkg.namespace, pkg.repository),
    })
    return true
  }

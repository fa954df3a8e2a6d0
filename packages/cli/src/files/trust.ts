import { dirname, join } from 'node:path'
import type { Trust } from '@cloudsmith-sdk/promotion'
import { exists } from './exists.ts'

/** Whose word counts, beside the pipeline: public keys by the names that `people` of the pipeline has, and issuers of identity tokens. */
export const trustName = 'trust.yaml'

/**
 * Reads `trust.yaml`; nobody is trusted where there is none. Keys are JSON Web Keys in files of their own, named from where it stands.
 *
 * @throws {UsageError} with the file and what is wrong
 */
export async function readTrust(pipelinePath: string): Promise<Trust> {
  const path = join(dirname(pipelinePath), trustName)
  if (!(await exists(path))) return {}
  const { readTrustDocument } = await import('./trust-document.ts')
  return readTrustDocument(path)
}

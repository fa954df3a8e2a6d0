import { dirname, join } from 'node:path'
import type { Trust } from '@cloudsmith-sdk/promotion'
import { exists } from './exists.ts'

/** Whose word counts, beside the pipeline: public keys by the names that `people` of the pipeline has, and issuers of identity tokens. */
export const trustName = 'trust.yaml'

/** Reads `trust.yaml`; nobody is trusted where there is none. @throws {DocumentError} with every problem, its line and field */
export async function readTrust(pipelinePath: string): Promise<Trust> {
  const path = join(dirname(pipelinePath), trustName)
  if (!(await exists(path))) return {}
  const { fileTrust } = await import('@cloudsmith-sdk/promotion/node')
  return fileTrust(path)
}

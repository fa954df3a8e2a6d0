import { dirname, join } from 'node:path'
import type { Trust } from '@cloudsmith-sdk/promotion'
import { exists } from './exists.ts'

/** The file next to the pipeline with the trusted public keys, by the names that `people` uses, and the trusted issuers of identity tokens. */
export const trustName = 'trust.yaml'

/** Reads `trust.yaml`; without one, nobody is trusted. @throws {DocumentError} it is not valid; lists every problem with line and field */
export async function readTrust(pipelinePath: string): Promise<Trust> {
  const path = join(dirname(pipelinePath), trustName)
  if (!(await exists(path))) return {}
  const { fileTrust } = await import('@cloudsmith-sdk/promotion/node')
  return fileTrust(path)
}

import { access } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Trust } from '@cloudsmith-sdk/promotion'
import { fileTrust } from '@cloudsmith-sdk/promotion/node'
import type { PipelineSettings } from './schema.ts'

/** The file that the command line uses too, next to the pipeline. */
const usual = 'trust.yaml'

/** Reads the trust file of a pipeline. Returns the problem as a text if it cannot be read. */
export async function trustFor({ file, trust }: PipelineSettings, base: string): Promise<Trust | string> {
  const path = trust === undefined ? join(dirname(resolve(base, file)), usual) : resolve(base, trust)
  try {
    if (trust === undefined && !(await isThere(path))) return {}
    return await fileTrust(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === undefined ? message : `pipelines: ${path} cannot be read (${code})`
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './scope.ts'

/** Two edges that packages take by themselves, as soon as they are scanned. */
const pipelineYaml = `owner: acme
stages:
  - repository: dev
  - repository: staging
    tag: staged
    unscannable: pass
    gates: { scanned: {} }
  - repository: production
    tag: released
    unscannable: pass
    gates: { scanned: {} }
`

/** Writes the pipeline into a file. */
export async function pipelineFile(scope: Scope): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'promotion-durability-'))
  scope.onEnd(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'pipeline.yaml')
  await writeFile(file, pipelineYaml)
  return file
}

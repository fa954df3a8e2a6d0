import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes a pipeline of two stages and settings that serve it; gives the settings' file. */
export async function configIn(folder: string, gates: string): Promise<string> {
  const pipeline = `owner: acme\nstages:\n  - repository: dev\n  - repository: staging\n    unscannable: pass\n    gates: ${gates}\n`
  await writeFile(join(folder, 'pipeline.yaml'), pipeline)
  const config = join(folder, 'service.yaml')
  await writeFile(config, 'pipelines: [{ file: pipeline.yaml, webhookKeys: [env:WEBHOOK_KEY] }]\n')
  return config
}

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Emulator } from '@cloudsmith-sdk/emulator'
import { apply, definePipeline, type Plan, plan } from '@cloudsmith-sdk/promotion'

/** Promotes from development to production what a query finds, with all that production lacks to install it. @returns the plan */
export type Promote = (inside: Emulator, query: string) => Promise<Plan>

const key = 'emulator-admin-key'

/** By the engine. */
export const byEngine: Promote = async (inside, query) => {
  const cloudsmith = new Cloudsmith({ apiKey: key, baseUrl: inside.origin, clock: inside.clock })
  const pipeline = definePipeline({
    owner: 'acme',
    stages: [{ repository: 'dev' }, { repository: 'production', unscannable: 'pass' }],
  })
  const made = await plan(cloudsmith, pipeline, {
    ...{ from: 'dev', to: 'production', select: { query }, dependencies: 'closure' },
    registry: { credential: key, origin: inside.origin },
  })
  const { outcome, items } = await apply(cloudsmith, pipeline, made)
  if (outcome !== 'succeeded') throw new Error(`${outcome}: ${JSON.stringify(items, undefined, 2)}`)
  return made
}

const program = fileURLToPath(new URL('../../../../packages/cli/dist/main.js', import.meta.url))
const pipelineFile = `owner: acme
stages:
  - repository: dev
  - repository: production
`

/** By the command line: a plan in a file, which is then applied. */
export const byCommandLine: Promote = async (inside, query) => {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-promote-'))
  const env = { PATH: process.env.PATH, HOME: folder, CLOUDSMITH_API_HOST: inside.origin, CLOUDSMITH_API_KEY: key }
  const promote = (...args: string[]) => promisify(execFile)(process.execPath, [program, ...args], { cwd: folder, env })
  try {
    await writeFile(join(folder, 'cloudsmith.pipeline.yaml'), pipelineFile)
    await promote('plan', '--closure', '--from', 'dev', '--to', 'production', '--query', query, '--out', 'plan.json')
    await promote('apply', 'plan.json')
    return JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as Plan
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

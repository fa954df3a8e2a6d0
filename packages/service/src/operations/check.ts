import { Cloudsmith, type FetchLike, type Secret } from '@cloudsmith-sdk/client'
import { describeError, SettingsError } from '../core/errors.ts'
import { createRedactor } from '../core/redactor.ts'
import { userAgent } from '../core/version.ts'
import { passwordIn } from '../database/address.ts'
import { openDatabase } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { credentialOf } from '../settings/credential.ts'
import { readPipelines, type ServedPipeline } from '../settings/pipelines.ts'
import type { Settings, Surroundings } from '../settings/read-settings.ts'
import { reveal } from '../settings/reference.ts'
import { referencesOf } from '../settings/references.ts'

/** What a check looks at. */
export interface CheckOptions extends Surroundings {
  readonly settings: Settings
  /** Tries the database and the credentials too. Nothing is changed there. */
  readonly isOnline: boolean
  /** How requests to the registry leave. Default: the platform's fetch. */
  readonly fetch?: FetchLike | undefined
}

/** What a check found. */
export interface Checked {
  /** Names of the pipelines that can be served. */
  readonly pipelines: readonly string[]
  /** All that is wrong, a line each, with its place. */
  readonly problems: readonly string[]
}

/** Does something, and notes what is wrong with it at its place; gives undefined then. */
type Attempt = <T>(place: string, work: () => Promise<T>) => Promise<T | undefined>

/** Checks settings and what they name: pipelines, secrets, and where that is asked for, the database and the registry. Never throws for what is wrong. */
export async function checkSettings(options: CheckOptions): Promise<Checked> {
  const { settings, env, isOnline } = options
  const sources = { env, cwd: settings.base, redactor: createRedactor() }
  const problems: string[] = []
  const attempt: Attempt = async (place, work) => {
    try {
      return await work()
    } catch (error) {
      const told = error instanceof SettingsError ? error.problems : [describeError(error)]
      problems.push(...told.map((problem) => sources.redactor.redact(`${place}${problem}`)))
      return undefined
    }
  }
  const pipelines = (await attempt('', () => readPipelines(settings))) ?? []
  for (const [place, reference] of referencesOf(settings)) await attempt(`${place}: `, () => reveal(reference, sources))
  const credentials = new Map<ServedPipeline, Secret>()
  for (const served of pipelines) {
    const { name, pipeline, settings: given } = served
    const secret = await attempt(`pipeline ${name}: credential: `, () => credentialOf(given.credential, pipeline.owner, sources))
    if (secret !== undefined) credentials.set(served, secret)
  }
  const url = settings.database === undefined ? env.DATABASE_URL : await reveal(settings.database, sources).catch(() => undefined)
  const isAddress = url ? await attempt('database: ', async () => passwordIn(url)) : undefined
  if (!isOnline) return { pipelines: pipelines.map(({ name }) => name), problems }
  for (const [served, apiKey] of credentials) await tryRegistry(options, served, apiKey, attempt)
  if (url && isAddress !== undefined) await attempt('database: ', () => tryDatabase(url))
  return { pipelines: pipelines.map(({ name }) => name), problems }
}

/** Whether the credential of a pipeline may read every repository that is a stage of it. */
async function tryRegistry(
  { env, fetch = globalThis.fetch }: CheckOptions,
  { name, pipeline }: ServedPipeline,
  apiKey: Secret,
  attempt: Attempt,
): Promise<void> {
  const { owner } = pipeline
  const { CLOUDSMITH_API_HOST: baseUrl } = env
  const client = new Cloudsmith({ apiKey, userAgent, fetch, ...(baseUrl === undefined ? {} : { baseUrl }) })
  for (const repo of new Set(pipeline.stages.map(({ repository }) => repository))) {
    await attempt(`pipeline ${name}: repository ${repo}: `, () => client.repos.read({ owner, repo }))
  }
}

/** Whether it can be reached, is new enough, and lets the service make its schemas. */
async function tryDatabase(url: string): Promise<void> {
  const database = await openDatabase({ url, connections: 1 })
  try {
    const [row] = await database.query<{ may: boolean }>(sql`select has_database_privilege(current_database(), 'create') as may`)
    if (row?.may !== true) throw new SettingsError(['its user may not create schemas: grant it create on the database'])
  } finally {
    await database.close()
  }
}

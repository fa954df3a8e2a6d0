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

/** Options of the check of the settings. */
export interface CheckOptions extends Surroundings {
  readonly settings: Settings
  /** Also test the database and the credentials. Nothing is changed there. */
  readonly isOnline: boolean
  /** Sends requests to Cloudsmith. Default: the `fetch` of the platform. */
  readonly fetch?: FetchLike | undefined
}

/** The result of the check. */
export interface Checked {
  /** Names of the valid pipelines. */
  readonly pipelines: readonly string[]
  /** All problems, one line each, with their places. */
  readonly problems: readonly string[]
}

/** Does something, and records its error with a place. Returns undefined if it failed. */
type Attempt = <T>(place: string, work: () => Promise<T>) => Promise<T | undefined>

/**
 * Checks the settings and what they refer to: pipelines, secrets and, on request, the database and Cloudsmith. Never throws for a problem that it
 * finds.
 */
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

/** Checks that the credential of a pipeline can read the repository of every stage. */
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

/** Checks that the database can be reached, is recent enough, and lets the service create its schemas. */
async function tryDatabase(url: string): Promise<void> {
  const database = await openDatabase({ url, connections: 1 })
  try {
    const [row] = await database.query<{ may: boolean }>(sql`select has_database_privilege(current_database(), 'create') as may`)
    if (row?.may !== true) throw new SettingsError(['the database user may not create schemas: grant it CREATE on the database'])
  } finally {
    await database.close()
  }
}

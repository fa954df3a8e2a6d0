import { Cloudsmith, type FetchLike } from '@cloudsmith-sdk/client'
import { describeError, SettingsError } from '../core/errors.ts'
import { createRedactor } from '../core/redactor.ts'
import { userAgent } from '../core/version.ts'
import { openDatabase } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { credentialOf } from '../settings/credential.ts'
import { readPipelines, type ServedPipeline } from '../settings/pipelines.ts'
import type { Settings, Surroundings } from '../settings/read-settings.ts'
import { reveal } from '../settings/reference.ts'

/** What a check looks at. */
export interface CheckOptions extends Surroundings {
  readonly settings: Settings
  /** Tries the database and the credentials too. Nothing is changed there. */
  readonly isOnline: boolean
  /** Secrets that others than pipelines need, by where the settings have them. */
  readonly references?: readonly (readonly [place: string, reference: Parameters<typeof reveal>[0]])[] | undefined
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

/** Checks settings and what they name: pipelines, secrets, and where that is asked for, the database and the registry. Never throws for what is wrong. */
export async function checkSettings(options: CheckOptions): Promise<Checked> {
  const { settings, env, isOnline, references = [] } = options
  const sources = { env, cwd: settings.base, redactor: createRedactor() }
  const problems: string[] = []
  /** Notes what is wrong, at its place; gives undefined then. */
  async function attempt<T>(place: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      const told = error instanceof SettingsError ? error.problems : [describeError(error)]
      problems.push(...told.map((problem) => sources.redactor.redact(`${place}${problem}`)))
      return undefined
    }
  }
  const pipelines = (await attempt('', () => readPipelines(settings))) ?? []
  const inPlace = [
    ...references,
    ...settings.pipelines.flatMap(({ webhookKeys }, at) =>
      webhookKeys.map((key, n) => [`pipelines.${at}.webhookKeys.${n}`, key] as const),
    ),
  ]
  for (const [place, reference] of inPlace) await attempt(`${place}: `, () => reveal(reference, sources))
  for (const served of pipelines) {
    const place = `pipeline ${served.name}: `
    const apiKey = await attempt(`${place}credential: `, () =>
      credentialOf(served.settings.credential, served.pipeline.owner, sources),
    )
    if (apiKey === undefined || !isOnline) continue
    const client = new Cloudsmith({
      ...{ apiKey, userAgent, fetch: options.fetch ?? globalThis.fetch },
      ...(env.CLOUDSMITH_API_HOST === undefined ? {} : { baseUrl: env.CLOUDSMITH_API_HOST }),
    })
    for (const repo of repositoriesOf(served)) {
      await attempt(`${place}repository ${repo}: `, () => client.repos.read({ owner: served.pipeline.owner, repo }))
    }
  }
  const url =
    settings.database === undefined
      ? env.DATABASE_URL
      : await attempt('database: ', () => reveal(settings.database ?? 'env:', sources))
  if (isOnline && url !== undefined && url !== '') await attempt('database: ', () => tryDatabase(url))
  return { pipelines: pipelines.map(({ name }) => name), problems }
}

const repositoriesOf = ({ pipeline }: ServedPipeline): readonly string[] => [
  ...new Set(pipeline.stages.map(({ repository }) => repository)),
]

/** Whether it can be reached, is new enough, and lets the service make its schemas. */
async function tryDatabase(url: string): Promise<void> {
  const database = await openDatabase({ url, connections: 1 })
  try {
    const [row] = await database.query<{ may: boolean }>(sql`select has_database_privilege(current_database(), 'create') as may`)
    if (row?.may !== true) throw new SettingsError(['its user may not make schemas in it: grant create on the database'])
  } finally {
    await database.close()
  }
}

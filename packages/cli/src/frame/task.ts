import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Context } from '../core/context.ts'
import { UsageError } from '../core/usage-error.ts'
import { userAgent } from '../core/version.ts'
import { type FoundPipeline, findPipeline } from '../files/pipeline-file.ts'

/** What every command can be told. */
export interface CommonOptions {
  readonly pipeline?: string | undefined
  readonly profile?: string | undefined
  readonly quiet?: true | undefined
}

/** What a command works with. The engine and its client are loaded when they are first asked for, so that help is fast. */
export interface Task {
  readonly context: Context
  /** Nothing is said but errors. */
  readonly quiet: boolean
  /** With the credential that the vendor's command line would use. */
  cloudsmith(): Promise<Cloudsmith>
  /**
   * With the credential of a profile, and no other: what the environment has is for this side.
   *
   * @throws {UsageError} the profile has none
   */
  cloudsmithOf(profile: string): Promise<Cloudsmith>
  pipeline(): Promise<FoundPipeline>
  /** Whether nothing is to be sent but reads: by the flag, or as npm asks of all that it runs. */
  isDry(flag?: boolean): boolean
  /** Tells people something while it goes on. */
  note(text: string): void
  /** What was said for a flag. @throws {UsageError} nothing was */
  need<Value>(flag: string, value: Value | undefined): Value
}

/** A command's surroundings, read as they are needed. */
export function openTask(context: Context, { pipeline, profile, quiet: isQuiet }: CommonOptions): Task {
  const { env, cwd, home, fetch, clock, stderr } = context
  const quiet = isQuiet === true
  const surroundings = {
    ...{ cwd, required: true, userAgent },
    ...(home === undefined ? {} : { home }),
    ...(fetch === undefined ? {} : { fetch }),
    ...(clock === undefined ? {} : { clock }),
  }
  return {
    ...{ context, quiet },
    isDry: (flag = false) => flag || env.npm_config_dry_run === 'true',
    async cloudsmith() {
      const { createCloudsmith } = await import('@cloudsmith-sdk/client/node')
      return createCloudsmith({ ...surroundings, env, profile })
    },
    async cloudsmithOf(other) {
      const { createCloudsmith, findCredentials } = await import('@cloudsmith-sdk/client/node')
      const options = { ...surroundings, env: { ...env, CLOUDSMITH_API_KEY: undefined }, profile: other }
      const section = other === 'default' ? '[default]' : `[profile:${other}]`
      // A profile without a key falls back to the default one's, and without any to the identity of the job: neither is meant here.
      const { source = '' } = findCredentials({ ...options, required: false })
      if (!source.startsWith(`${section} of `)) throw new UsageError(`There is no api_key in ${section} of credentials.ini.`)
      return createCloudsmith(options)
    },
    pipeline: () => findPipeline(cwd, pipeline),
    note: (text) => (quiet ? undefined : stderr.write(`${text}\n`)),
    need(flag, value) {
      if (value === undefined) throw new UsageError(`Say ${flag}, or set ${variableOf(flag)}.`)
      return value
    },
  }
}

/** The variable that a flag can be given by. */
export const variableOf = (flag: string): string =>
  `CLOUDSMITH_PROMOTE_${flag.replace(/^--/, '').replaceAll('-', '_').toUpperCase()}`

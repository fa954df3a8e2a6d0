import type { Clock, Cloudsmith } from '@cloudsmith-sdk/client'
import type { DiscoveryOptions } from '@cloudsmith-sdk/client/node'
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
  /** What time it is where packages are. */
  now(): Promise<Date>
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
    cloudsmith: () => connect({ ...surroundings, env, profile }),
    async cloudsmithOf(other) {
      const { findCredentials } = await import('@cloudsmith-sdk/client/node')
      const options = { ...surroundings, env: { ...env, CLOUDSMITH_API_KEY: undefined }, profile: other }
      const section = other === 'default' ? '[default]' : `[profile:${other}]`
      // A profile without a key falls back to the default one's, and without any to the identity of the job: neither is meant here.
      const { source = '' } = findCredentials({ ...options, required: false })
      if (!source.startsWith(`${section} of `)) throw new UsageError(`There is no api_key in ${section} of credentials.ini.`)
      return connect(options)
    },
    now: async () => new Date(((await clockOf({ ...surroundings, env, profile })) ?? Date).now()),
    pipeline: () => findPipeline(cwd, pipeline),
    note: (text) => (quiet ? undefined : stderr.write(`${text}\n`)),
    need(flag, value) {
      if (value === undefined) throw new UsageError(`Say ${flag}, or set ${variableOf(flag)}.`)
      return value
    },
  }
}

async function connect(options: DiscoveryOptions): Promise<Cloudsmith> {
  const { createCloudsmith } = await import('@cloudsmith-sdk/client/node')
  return createCloudsmith({ ...options, clock: await clockOf(options) })
}

/** The clock that was given, or that of the emulator that is spoken with. Default: the machine's. */
async function clockOf(options: DiscoveryOptions): Promise<Clock | undefined> {
  if (options.clock !== undefined) return options.clock
  const { findCredentials } = await import('@cloudsmith-sdk/client/node')
  const { emulatedTime } = await import('./emulated-time.ts')
  return emulatedTime(findCredentials({ ...options, required: false }).baseUrl, options.fetch)
}

/** The variable that a flag can be given by. */
export const variableOf = (flag: string): string =>
  `CLOUDSMITH_PROMOTE_${flag.replace(/^--/, '').replaceAll('-', '_').toUpperCase()}`

import type { Clock, Cloudsmith } from '@cloudsmith-sdk/client'
import type { DiscoveryOptions } from '@cloudsmith-sdk/client/node'
import type { Registry } from '@cloudsmith-sdk/promotion/registry'
import { visibleLines } from '@cloudsmith-sdk/promotion/text'
import type { Context } from '../core/context.ts'
import { UsageError } from '../core/usage-error.ts'
import { userAgent } from '../core/version.ts'
import { type FoundPipeline, findPipeline } from '../files/pipeline-file.ts'
import { tellingSkew } from './clock-skew.ts'
import { isYes } from './is-yes.ts'
import { readsOnly } from './reads-only.ts'
import { variableOf } from './variables.ts'

/** What every command can be told. */
export interface CommonOptions {
  readonly pipeline?: string | undefined
  readonly profile?: string | undefined
  readonly quiet?: true | undefined
  readonly dryRun?: true | undefined
  /** Names of those of the options that were not typed, but said by variables. */
  readonly fromVariables?: ReadonlySet<string> | undefined
}

/** What a command works with. The engine and its client are loaded when they are first asked for, so that help is fast. */
export interface Task {
  readonly context: Context
  /** Nothing is said but errors. */
  readonly quiet: boolean
  /** With the credential that the vendor's command line would use. */
  cloudsmith(): Promise<Cloudsmith>
  /**
   * As {@link cloudsmith}, and the registry that has its images, which is asked with the same credential.
   *
   * @param said an address, or `off`. Default: the registry of the service that the API is of, if that is known
   */
  withRegistry(said: string | undefined): Promise<{ cloudsmith: Cloudsmith; registry: Registry | undefined }>
  /**
   * With the credential of a profile, and no other: what the environment has is for this side.
   *
   * @throws {UsageError} the profile has none
   */
  cloudsmithOf(profile: string): Promise<Cloudsmith>
  /** What time it is where packages are. */
  now(): Promise<Date>
  pipeline(): Promise<FoundPipeline>
  /** Nothing is to be sent but reads: by the flag, by its variable, or as npm asks of all that it runs. Whatever else is sent, fails. */
  readonly isDry: boolean
  /** @throws {UsageError} a dry run is asked for, and the command has none */
  mustNotBeDry(command: string): void
  /** Tells people something while it goes on. */
  note(text: string): void
  /** What was said for a flag. @throws {UsageError} nothing was */
  need<Value>(flag: string, value: Value | undefined): Value
}

/** A command's surroundings, read as they are needed. */
export function openTask(context: Context, { pipeline, profile, quiet: isQuiet, dryRun }: CommonOptions): Task {
  const { env, cwd, home, fetch, clock, stderr } = context
  const note = (text: string) => (quiet ? undefined : stderr.write(`${visibleLines(text.split('\n'))}\n`))
  const quiet = isQuiet === true
  const isDry = dryRun === true || [env[variableOf('--dry-run')], env.npm_config_dry_run].some(isYes)
  const surroundings = {
    ...{ cwd, required: true, userAgent },
    ...(home === undefined ? {} : { home }),
    ...(fetch === undefined ? {} : { fetch }),
    ...(clock === undefined ? {} : { clock }),
  }
  return {
    ...{ context, quiet, isDry, note },
    mustNotBeDry(command) {
      if (isDry) throw new UsageError(`${command} has no dry run: leave out --dry-run, or unset the variable that asks for it.`)
    },
    cloudsmith: async () => (await connect({ ...surroundings, env, profile }, { isDry, note })).cloudsmith,
    async withRegistry(said) {
      const { registryOf } = await import('@cloudsmith-sdk/promotion/registry')
      const { cloudsmith, credential, baseUrl, send } = await connect({ ...surroundings, env, profile }, { isDry, note })
      const registry = credential === undefined ? undefined : registryOf({ credential, baseUrl, said, fetch: send })
      return { cloudsmith, registry }
    },
    async cloudsmithOf(other) {
      const { findCredentials } = await import('@cloudsmith-sdk/client/node')
      const options = { ...surroundings, env: { ...env, CLOUDSMITH_API_KEY: undefined }, profile: other }
      const section = other === 'default' ? '[default]' : `[profile:${other}]`
      // A profile without a key falls back to the default one's, and without any to the identity of the job: neither is meant here.
      const { source = '' } = findCredentials({ ...options, required: false })
      if (!source.startsWith(`${section} of `)) throw new UsageError(`There is no api_key in ${section} of credentials.ini.`)
      return (await connect(options, { isDry, note })).cloudsmith
    },
    async now() {
      const options = { ...surroundings, env, profile }
      const told = clock ?? (await clockOf(options, await baseUrlOf(options))) ?? Date
      return new Date(told.now())
    },
    pipeline: () => findPipeline(cwd, pipeline),
    need(flag, value) {
      if (value === undefined) throw new UsageError(`${flag} is missing: pass it, or set ${variableOf(flag)}.`)
      return value
    },
  }
}

async function connect(options: DiscoveryOptions, { isDry, note }: Pick<Task, 'isDry' | 'note'>) {
  const { createCloudsmith, findCredentials } = await import('@cloudsmith-sdk/client/node')
  const baseUrl = await baseUrlOf(options)
  const clock = await clockOf(options, baseUrl)
  const send = isDry ? readsOnly(options.fetch ?? globalThis.fetch, baseUrl) : (options.fetch ?? globalThis.fetch)
  // Whatever is compared with the machine's own time is no better than that.
  const fetch = clock === undefined ? tellingSkew(send, Date.now, (skew) => note(`Warning: ${skew}.`)) : send
  // What is found is found once: an identity gives one token for all that is asked.
  const { apiKey: credential } = findCredentials({ ...options, fetch, clock })
  return { cloudsmith: createCloudsmith({ ...options, fetch, clock, apiKey: credential }), credential, baseUrl, send }
}

/** Where the service is, where that is said. */
async function baseUrlOf(options: DiscoveryOptions): Promise<string | undefined> {
  const { findCredentials } = await import('@cloudsmith-sdk/client/node')
  return findCredentials({ ...options, required: false }).baseUrl
}

/** The clock that was given, or that of the emulator that is spoken with. Default: the machine's. */
async function clockOf(options: DiscoveryOptions, baseUrl: string | undefined): Promise<Clock | undefined> {
  if (options.clock !== undefined) return options.clock
  const { emulatedTime } = await import('./emulated-time.ts')
  return emulatedTime(baseUrl, options.fetch)
}

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

/** Options that every command has. */
export interface CommonOptions {
  readonly pipeline?: string | undefined
  readonly profile?: string | undefined
  readonly quiet?: true | undefined
  readonly dryRun?: true | undefined
  /** Names of the options that were set by environment variables. */
  readonly fromVariables?: ReadonlySet<string> | undefined
}

/** What a command works with. The engine and the client are loaded on first use, so that `--help` is fast. */
export interface Task {
  readonly context: Context
  /** Only errors are printed to standard error. */
  readonly quiet: boolean
  /** The client, with the credential that the vendor's command line would use. */
  cloudsmith(): Promise<Cloudsmith>
  /**
   * As {@link cloudsmith}, with the Docker registry, to which the same credential is sent.
   *
   * @param said an address, or `off`. Default: the registry that belongs to the API, if it is known
   */
  withRegistry(said: string | undefined): Promise<{ cloudsmith: Cloudsmith; registry: Registry | undefined }>
  /**
   * A client with the credential of a profile. Credentials in environment variables are ignored: they belong to the other workspace.
   *
   * @throws {UsageError} the profile has no credential
   */
  cloudsmithOf(profile: string): Promise<Cloudsmith>
  /** The current time: that of the emulator if there is one, otherwise that of the machine. */
  now(): Promise<Date>
  pipeline(): Promise<FoundPipeline>
  /**
   * This is a dry run, requested by the flag, by its environment variable, or by npm for everything that it runs. Requests that would change
   * something fail.
   */
  readonly isDry: boolean
  /** @throws {UsageError} a dry run is requested, and the command has none */
  mustNotBeDry(command: string): void
  /** Prints a message to standard error. */
  note(text: string): void
  /** The value of a required flag. @throws {UsageError} it is missing */
  need<Value>(flag: string, value: Value | undefined): Value
}

/** Makes the task of a command. Everything is read on first use. */
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
      if (isDry) throw new UsageError(`${command} has no dry run: leave out --dry-run, or unset the variable that requests it.`)
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
      // For a profile without a key, the search would continue with the default profile and then the OIDC identity; neither is meant here.
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
  // With the machine's own clock, results depend on its being right.
  const fetch = clock === undefined ? tellingSkew(send, Date.now, (skew) => note(`Warning: ${skew}.`)) : send
  // Credentials are searched once, so that an OIDC identity is exchanged for only one token.
  const { apiKey: credential } = findCredentials({ ...options, fetch, clock })
  return { cloudsmith: createCloudsmith({ ...options, fetch, clock, apiKey: credential }), credential, baseUrl, send }
}

/** The address of the API, if one is configured. */
async function baseUrlOf(options: DiscoveryOptions): Promise<string | undefined> {
  const { findCredentials } = await import('@cloudsmith-sdk/client/node')
  return findCredentials({ ...options, required: false }).baseUrl
}

/** The given clock, or that of the emulator. Default: the machine's clock. */
async function clockOf(options: DiscoveryOptions, baseUrl: string | undefined): Promise<Clock | undefined> {
  if (options.clock !== undefined) return options.clock
  const { emulatedTime } = await import('./emulated-time.ts')
  return emulatedTime(baseUrl, options.fetch)
}

import { readFile } from 'node:fs/promises'
import type { Advisory } from '@cloudsmith-sdk/advisories'
import { realClock } from '../core/real-clock.ts'
import { createEmulator, type Emulator } from '../emulator.ts'
import { type MirrorDocument, parseMirror } from '../mirror/document.ts'
import { type OpaBinary, opaBinary } from '../rego/opa-binary.ts'
import { bundledAdvisories } from '../scan/index.ts'
import { applySeed } from '../seed/apply-seed.ts'
import { type ControlHost, type EmulatorServer, serve } from '../server.ts'
import { lockFolder } from '../state/lock.ts'
import { openState } from '../state/state-folder.ts'
import { StateFolderError } from '../state/state-folder-error.ts'
import { type CliOptions, UsageError } from './arguments.ts'
import { createStateKeeper } from './keep-state.ts'
import { readAdvisories } from './read-advisories.ts'
import { optionsOfSeeds, readSeeds } from './seeds.ts'
import { watchAdvisories } from './watch-advisories.ts'

/** A running emulator, as the command line has started it. */
export interface Running {
  readonly emulator: Emulator
  readonly server: EmulatorServer
  /** Where its content comes from. A stored state takes precedence over the packages and settings of a seed. */
  readonly origin: 'state' | 'mirror' | 'seed' | 'default'
  /** The version of OPA that evaluates enterprise policies; undefined if none does. */
  readonly opa: string | undefined
  /** Writes the state if it is kept, and stops listening. */
  stop(): Promise<void>
}

/**
 * Starts an emulator as a server.
 *
 * @param log called with a line for each request, and for each problem that occurs later
 * @throws {UsageError | SeedError | MirrorError | StateError | StateFolderError} if the initial content is invalid
 * @throws {Error} if the port is taken
 */
export async function start(options: CliOptions, log: (line: string) => void): Promise<Running> {
  const { advisories: path, rateLimit: limit } = options
  const seeds = await readSeeds(options.seed, options.init)
  const mirror = options.mirror === undefined ? undefined : await readMirrorFile(options.mirror)
  const given = path === undefined ? [] : await readAdvisories(path)
  // A mirror contains the findings of its packages.
  const advisories = mirror ? given : withBundled(given)
  const rego = options.opa && findEvaluator(options.opa)
  const make = () =>
    createEmulator({
      ...optionsOfSeeds(seeds),
      ...(mirror && { mirror }),
      clock: realClock({ speed: options.speed }),
      advisories,
      logSize: options.logSize,
      limits: options.limits,
      allowWebhooksTo: options.allowWebhooksTo,
      allowUpstreams: options.allowUpstreams,
      ...(options.upstreamFolder !== undefined && { upstreamFolder: options.upstreamFolder }),
      onUnsupported: log,
      ...(rego && { rego }),
      ...(limit !== undefined && { rateLimit: { limit, enforce: true } }),
    })
  const plant = async (emulator: Emulator) => {
    for (const { seed, folder } of seeds) await applySeed(emulator, seed, folder)
  }
  const readAgain = path === undefined ? undefined : () => readAdvisories(path)
  const controlOf = (emulator: Emulator): ControlHost => ({
    async reset() {
      // First, so that nothing is reset if they cannot be read.
      const fresh = await readAgain?.()
      emulator.reset()
      if (fresh) emulator.advise(fresh)
      await plant(emulator)
    },
    readAdvisories: readAgain,
  })

  const emulator = make()
  const lock =
    options.state === undefined ? undefined : await lockFolder(options.state, { tell: log, deleted: () => keeper?.changed() })
  const state = options.state === undefined ? undefined : openState(options.state, advisories, lock?.mustBeHeld)
  const keeper = state && createStateKeeper(emulator, state, log)
  let wasKept = false

  const server = await serve(emulator, {
    port: options.port,
    host: options.host,
    allowHosts: options.allowHosts,
    ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
    maxBody: options.maxBody,
    ...(!options.isQuiet && { log }),
    warn: log,
    async prepare() {
      wasKept = (await state?.load(emulator)) ?? false
      if (!wasKept) await plant(emulator)
      keeper?.watch()
    },
    control: {
      ...controlOf(emulator),
      async reset() {
        await controlOf(emulator).reset?.()
        keeper?.watch()
      },
      changed: keeper?.changed,
    },
    async makeWorld() {
      const world = make()
      if (readAgain) world.advise(await readAgain())
      await plant(world)
      return { emulator: world, control: controlOf(world), end: () => world.clock.clear() }
    },
  }).catch(async (error) => {
    await lock?.release()
    throw error
  })
  const watcher = path === undefined ? undefined : watchAdvisories(path, emulator, log)

  return {
    emulator,
    server,
    opa: rego?.version,
    origin: wasKept ? 'state' : mirror ? 'mirror' : seeds.length > 0 ? 'seed' : 'default',
    async stop() {
      watcher?.close()
      await server.close()
      // Sleeping requests have nobody left to respond to.
      emulator.clock.clear()
      rego?.close()
      try {
        await keeper?.save()
      } catch (error) {
        if (error instanceof StateFolderError) throw error
        throw new Error(`The final state was not written to ${options.state}: ${(error as Error).message}.`, {
          cause: error,
        })
      } finally {
        await lock?.release()
      }
    },
  }
}

/**
 * @throws {UsageError} if the file is missing
 * @throws {MirrorError} if it is not a mirror
 */
async function readMirrorFile(file: string): Promise<MirrorDocument> {
  const content = await readFile(file).catch((error: Error) => {
    throw new UsageError(`--mirror: ${file} cannot be read: ${error.message}`)
  })
  return parseMirror(content, file)
}

/** @throws {UsageError} if there is no OPA, or it is not usable */
function findEvaluator({ path, said }: NonNullable<CliOptions['opa']>): OpaBinary {
  try {
    return opaBinary(path === '' ? {} : { path })
  } catch (error) {
    throw new UsageError(`${said}: ${(error as Error).message.replace(/^opaBinary: /, '')}`)
  }
}

/** Given advisories take precedence over built-in ones. */
function withBundled(given: readonly Advisory[]): readonly Advisory[] {
  const ids = new Set(given.map(({ id }) => id))
  return [...bundledAdvisories.filter(({ id }) => !ids.has(id)), ...given]
}

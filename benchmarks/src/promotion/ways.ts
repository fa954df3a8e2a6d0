import { apply, definePipeline, plan } from '@cloudsmith-sdk/promotion'
import { createWorld, type Taken, take } from './world.ts'

/**
 * Plans and applies: every package in staging is verified, that is synchronised, scanned there, not quarantined and with the same bytes.
 *
 * @param tag what each package is tagged with when it has arrived
 * @throws {Error} the report says anything but that all succeeded
 */
export async function byPlan(packages: number, tag?: string): Promise<Taken> {
  const world = await createWorld(packages)
  const { cloudsmith, emulator } = world
  const pipeline = definePipeline({ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'staging', tag }] })
  return take(world, async () => {
    const now = new Date(emulator.clock.now())
    const made = await plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything', now })
    const { outcome, items } = await apply(cloudsmith, pipeline, made)
    if (outcome !== 'succeeded' || items.length !== packages) throw new Error(`${items.length} packages: ${outcome}`)
  })
}

/** Seconds of the first pause of the vendor's command line, and how many each adds. @see docs/service.md#synchronisation */
const pauseStep = 5

/**
 * Copies one package after the other and asks for its status until it is synchronised, as the vendor's command line does: twice at once,
 * then with longer and longer pauses. Nothing is verified.
 */
export async function byLoop(packages: number): Promise<Taken> {
  const world = await createWorld(packages)
  const { cloudsmith, emulator, identifiers } = world
  return take(world, async () => {
    for (const identifier of identifiers) {
      const copy = await cloudsmith.packages.copy({ owner: 'acme', repo: 'dev', identifier, destination: 'staging' })
      const ref = { owner: 'acme', repo: 'staging', identifier: copy.slug_perm }
      const isDone = async () => (await cloudsmith.packages.status(ref)).is_sync_completed
      if (await isDone()) continue
      for (let pause = 0; !(await isDone()); ) {
        pause += pauseStep
        await emulator.clock.sleep(pause * 1000)
      }
    }
  })
}

import { versionScheme } from '@cloudsmith-sdk/formats'
import { nameKey, versionedOf } from '../plan/newest.ts'
import { watchedOf } from '../plan/watched.ts'
import { fail } from './bring.ts'
import type { Journey } from './journey.ts'
import type { Run } from './run.ts'

/**
 * Checks which version the service marks as latest after packages have arrived, if the stage does not let latest move back. An arriving package may
 * take the mark although a higher version is there; such a package has failed to arrive as it should.
 *
 * @see docs/service.md#tags
 */
export async function watchLatest(run: Run): Promise<void> {
  const { plan, stage, destination, journeys } = run
  const watched = watchedOf(plan, stage)
  const come = journeys.filter((journey) => journey.outcome === 'promoted' && !journey.delivered)
  const concerned = come.filter(({ item }) => watched.has(nameKey(item.package)))
  if (concerned.length === 0) return
  const marked = new Map<string, string>()
  await destination.find(
    concerned.map(({ item }) => item.package),
    {
      latest: true,
      met: (row) => {
        const { identity, marked: isMarked } = versionedOf(row)
        const [key, before] = [nameKey(identity), marked.get(nameKey(identity))]
        if (isMarked && (before === undefined || isLower(identity.format, before, identity.version)))
          marked.set(key, identity.version)
      },
    },
  )
  for (const journey of concerned) judgeOne(journey)

  function judgeOne(journey: Journey) {
    const { format, name } = journey.item.package
    const [before, now] = [watched.get(nameKey(journey.item.package)), marked.get(nameKey(journey.item.package))]
    if (before === undefined || now === undefined || !isLower(format, now, before)) return
    fail(run, journey, `its arrival in ${plan.destination} moved latest of ${format} ${name} back from ${before} to ${now}`)
  }
}

const isLower = (format: string, a: string, b: string): boolean => (versionScheme(format)?.compare(a, b) ?? 0) < 0

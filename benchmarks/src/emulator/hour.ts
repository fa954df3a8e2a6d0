import { byFetch, type Send } from './faces.ts'
import { type Filled, versionsOfName } from './filled.ts'

const perRequest = 100
const hour = 3_600_000

/** Versions of a name that staging keeps. */
const kept = 5

/**
 * Measures an hour of the emulator's time: its packages are copied to staging, 100 at a time and evenly, synchronise and are scanned
 * there, and retention deletes all but the five newest versions of each name.
 *
 * @returns seconds that it really takes
 * @throws {Error} something is not as it would be after such an hour
 */
export async function measureHour({ emulator, identifiers }: Filled): Promise<number> {
  const packages = identifiers.length
  const send: Send = byFetch(emulator)
  const retention = { retention_enabled: true, retention_count_limit: kept, retention_group_by_name: true }
  await send('PATCH', '/repos/acme/staging/retention/', { ...retention, retention_days_limit: 0, retention_size_limit: 0 })

  const start = performance.now()
  for (let sent = 0; sent < packages; sent += perRequest) {
    const batch = identifiers.slice(sent, sent + perRequest)
    await send('POST', '/bulk-action/acme/', {
      action: 'Copy',
      identifiers: batch,
      repository: 'dev',
      target_repository: 'staging',
    })
    await emulator.clock.advance((hour * perRequest) / packages)
  }
  await emulator.settle()
  const seconds = (performance.now() - start) / 1000

  const left = [...emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()]
  const scanned = left.filter(({ sync, scanning }) => sync.state === 'completed' && scanning.scans.length === 1)
  const expected = (packages / versionsOfName) * kept
  if (scanned.length !== expected || left.length !== expected) {
    throw new Error(`${left.length} packages are left, ${scanned.length} of them scanned, and not ${expected}`)
  }
  return seconds
}

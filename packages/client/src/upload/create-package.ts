import type { UploadedPackage } from '../generated/v1.ts'
import { type PackageRef, refOf } from '../sync/package-ref.ts'
import { candidates, type Pushed, settled, untilListed } from './candidates.ts'
import { askUntilKnown, type Doubt, type Persistence } from './lost.ts'
import { compareBytes } from './same-package.ts'

/** How far the clocks of the service and of this machine may differ, in milliseconds. */
const skew = 60_000

/** A package that was created, and whether a response was lost on the way, so that it may have been created twice. */
export interface Created {
  readonly ref: PackageRef
  readonly wasInDoubt: boolean
}

/**
 * Creates a package from uploaded files, once. If the response is lost, the repository is searched for a package with the same file name, bytes and
 * uploader, uploaded since the request. If there is none, the request is sent again, because each upload can only become one package: if it is then
 * refused, the package exists, and lists may lag behind.
 */
export async function createPackage(
  create: () => Promise<UploadedPackage>,
  pushed: Pushed,
  persistence: Persistence,
): Promise<Created> {
  const since = persistence.clock.now() - skew
  let wasInDoubt = false

  function look(doubt: Doubt): Promise<PackageRef | undefined> {
    wasInDoubt = true
    return doubt === 'lost' ? findOurs(pushed, since) : untilListed(() => findOurs(pushed, 0), pushed)
  }

  const ref = await askUntilKnown(async () => refOf(await create()), look, persistence)
  return { ref, wasInDoubt }
}

async function findOurs(pushed: Pushed, since: number): Promise<PackageRef | undefined> {
  const { cloudsmith, files, waiting } = pushed
  const rows = (await candidates(pushed)).filter(({ uploaded_at }) => Date.parse(uploaded_at) >= since)
  if (rows.length === 0) return undefined
  const { slug } = await cloudsmith.user.self({ signal: waiting.signal })
  for (const row of rows) {
    if (slug && row.uploader !== slug) continue
    const pkg = await settled(pushed, row)
    if (pkg !== undefined && compareBytes(pkg, await files()) === 'same') return refOf(pkg)
  }
  return undefined
}

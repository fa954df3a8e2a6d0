import type { PackageFixture } from '../../format/package-fixture.ts'
import { stages } from '../../package/stages.ts'
import type { Account } from '../../world/account.ts'
import { addPackage, removePackage } from '../../world/add-package.ts'
import { mainFilename } from '../../world/generic-path.ts'
import type { Content } from '../../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { judge } from '../policies/judge.ts'
import { licenseCriteria } from '../policies/license.ts'
import { finishScan, scanStatusAfterSync } from '../scans/scan.ts'
import { inspectFiles, parsePackage } from './content.ts'

/** A package to add. */
export interface Placement {
  readonly repository: RepositoryRecord
  readonly uploader: Account
  readonly uploadedAt: number
  readonly tags: readonly string[]
}

/**
 * Adds a package to a repository as if it had always been there: synchronised, scanned and judged by the policies at once, without events.
 *
 * @throws {Error} if it could not have synchronised
 */
export async function placePackage(world: World, fixture: PackageFixture, placement: Placement): Promise<PackageRecord> {
  const pkg = addPackage(world, { ...placement, content: contentOf(world, fixture), republish: false })
  const failure = (await inspectFiles(world, pkg)) ?? (await parsePackage(world, pkg))
  if (failure !== undefined) {
    removePackage(world, pkg)
    throw new Error(`${fixture.filename} does not synchronise: ${failure.reason}`)
  }
  const now = world.clock.now()
  pkg.sync = { run: 1, state: 'completed', stateAt: now, stage: stages.done.number, stageAt: now, finishedAt: now, reason: null }
  pkg.scanning = { ...pkg.scanning, ...scanStatusAfterSync(world, pkg) }
  await world.silently(async () => {
    judge(licenseCriteria, world, pkg)?.()
    if (pkg.scanning.status === 'Awaiting Security Scan') finishScan(world, pkg)
  })
  pkg.repository.packages.touch(pkg)
  return pkg
}

function contentOf(world: World, { format, filename, bytes, fields, extra }: PackageFixture): Content {
  const named = Object.entries(extra).map(([field, file]) => ({ field, ...file }))
  const files = [{ field: 'package_file', filename: mainFilename({ format, fields }, filename), bytes }, ...named]
  return {
    format,
    fields,
    files: files.map((file) => ({
      field: file.field,
      filename: file.filename,
      blob: world.blobs.put(new Uint8Array(file.bytes)),
    })),
  }
}

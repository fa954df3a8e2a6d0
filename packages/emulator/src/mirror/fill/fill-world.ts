import { isDenied } from '../../areas/policies/deny.ts'
import { violationsNow } from '../../areas/policies/judge.ts'
import { licenseCriteria } from '../../areas/policies/license.ts'
import { vulnerabilityCriteria } from '../../areas/policies/vulnerability.ts'
import { resumeScans } from '../../areas/scans/scan.ts'
import { resumeSync } from '../../areas/synchronisation/synchronise.ts'
import type { Violation } from '../../world/package.ts'
import { worldPart } from '../../world/parts.ts'
import { populate } from '../../world/populate.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import type { MirrorDocument } from '../document.ts'
import type { MirrorGap } from '../gap.ts'
import { MirrorError } from '../mirror-error.ts'
import type { Fill } from './fill.ts'
import { fillPackage } from './package.ts'
import { accountIn, fillPeople, readerOf } from './people.ts'
import { fillPolicies } from './policies.ts'
import { fillRepository, makeRepository } from './repository.ts'

/** Replaces the sending of webhooks: a mirror must not contact anyone outside. */
export const refuseToSend: typeof fetch = async () => {
  throw new Error('A mirror sends no webhooks: set the option deliver if it should.')
}

/** How the emulator differs from the workspace that was mirrored. */
export const filledGapsOf = worldPart<MirrorGap[]>('gaps of the mirror', { make: () => [] })

/**
 * Fills a world with the content of a document, as if it had always been there and without any events. What was under way in the workspace starts
 * again.
 */
export function fillWorld(world: World, document: MirrorDocument): void {
  // Identifiers that are generated here must differ from those in the document.
  world.ids.position ^= hashOf(`${document.workspace.slug_perm} ${document.readAt}`)
  const { slug, name, slug_perm, created_at } = document.workspace
  if (world.workspaces.has(slug))
    throw new MirrorError(`The workspace ${slug} comes from the mirror, so it must not exist already.`)
  populate(world, [{ slug, name, accounts: [] }])
  const workspace = world.workspace(slug)
  Object.assign(workspace, {
    ...(slug_perm && { slugPerm: slug_perm }),
    ...(created_at && { createdAt: Date.parse(created_at) }),
  })
  const fill: Fill = {
    world,
    workspace,
    document,
    accountOf: (slug) => accountIn(world, slug ?? readerOf(document)),
    repositoryOf: (slug) => workspace.repositories.get(slug),
    lack(what, where, detail, why = 'not emulated') {
      filledGapsOf(world).push({ what, where, why, detail })
    },
  }
  fillPeople(fill)
  fillPolicies(fill)
  const repositories = document.repositories.map((told) => ({ told, repository: makeRepository(fill, told) }))
  for (const { told, repository } of repositories) fillRepository(fill, repository, told)
  for (const { told, repository } of repositories) {
    let [unknown, unexplained] = [0, 0]
    // The oldest first, in the order of their arrival.
    for (const row of told.packages.toReversed()) {
      const pkg = fillPackage(fill, repository, row, told.scans[row.slug_perm])
      if (pkg === undefined) unknown += 1
      else if (row.policy_violated && !explain(world, pkg)) unexplained += 1
    }
    const where = `${slug}/${told.settings.slug}`
    if (unknown > 0) fill.lack('packages', where, `packages of formats that the emulator does not know are missing: ${unknown}`)
    if (unexplained > 0)
      fill.lack(
        'violations',
        where,
        `which policies are violated, for ${unexplained === 1 ? '1 package' : `${unexplained} packages`}`,
        'not available',
      )
  }
  tellOfFindings(fill)
  resumeSync(world)
  resumeScans(world)
}

/** Reports what advisories lack that are made from findings. */
function tellOfFindings({ world, workspace, lack }: Fill): void {
  const grave = [...world.packages.values()].filter(({ scanning }) => (scanning.scans[0]?.findings.length ?? 0) > 0)
  const images = grave.filter(({ content }) => content.findings !== undefined).length
  if (grave.length > images)
    lack('findings', workspace.slug, 'which other versions are affected: only scanned versions are known', 'not available')
  if (images > 0)
    lack(
      'findings',
      workspace.slug,
      `which parts of ${images === 1 ? '1 image' : `${images} images`} they affect: images that are pushed to the mirror have none`,
      'not available',
    )
}

/** Determines which policies a package violates. @returns whether any is known */
function explain(world: World, pkg: PackageRecord): boolean {
  const found = [...violationsNow(licenseCriteria, world, pkg), ...violationsNow(vulnerabilityCriteria, world, pkg)]
  const isKnown = found.length > 0 || isDenied(world, pkg)
  // A violation of an enterprise policy, or of a policy that has changed since, cannot be attributed; it stays a violation.
  const unknown: Violation = { kind: 'vulnerability', policy: '', quarantines: false }
  pkg.violations = isKnown ? found : [unknown]
  pkg.repository.packages.touch(pkg)
  return isKnown
}

/** A hash that rarely collides. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash
}

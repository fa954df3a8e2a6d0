import { compareText } from '@cloudsmith-sdk/formats'
import { auditOf } from '../areas/audit/records.ts'
import { decisionsOf } from '../areas/enterprise-policies/records.ts'
import { metadataOf } from '../areas/metadata/records.ts'
import { packageDetailView } from '../areas/packages/view.ts'
import { denialsOf } from '../areas/policies/deny.ts'
import { licenseViolationsOf, vulnerabilityViolationsOf } from '../areas/policies/records.ts'
import type { Emulator } from '../emulator.ts'
import { statusOf } from '../package/status-name.ts'
import { flatTagsOf } from '../package/tags.ts'
import { nameOf, primaryFile, versionOf } from '../world/package.ts'
import { byAge } from '../world/package-index.ts'
import type { PackageRecord } from '../world/records.ts'
import { placeOf } from '../world/urls.ts'
import { isoTime } from './iso-time.ts'
import type { PackageDetailAnswer } from './package-answers.ts'
import { ControlProblem } from './problem.ts'

/** Most siblings in a response. */
const mostSiblings = 200

/** How many of the latest deliveries are searched for the package. */
const mostDeliveries = 1000

type History = PackageDetailAnswer['history']
type Verdicts = PackageDetailAnswer['verdicts']

/** Returns the details of one package. @throws {ControlProblem} 404 */
export function packageDetail(emulator: Emulator, slugPerm: string): PackageDetailAnswer {
  const { world } = emulator
  const pkg = world.packages.get(slugPerm)
  if (pkg === undefined) throw new ControlProblem(404, 'There is no such package: it may have been deleted or replaced.')
  return {
    place: placeOf(pkg.repository),
    package: { ...packageDetailView(world, pkg) },
    dependencies: (pkg.content.facts?.dependencies ?? []).map(({ name, dep_type: type, operator, version }) => ({
      name,
      type,
      operator,
      version,
    })),
    scans: pkg.scanning.scans.map(({ identifier, at, findings }) => ({
      identifier,
      at: isoTime(at),
      findings: findings.map(
        ({ id, aliases, severity, cvss, title, description, references, affectedVersion, fixedVersion }) => ({
          id,
          aliases: [...aliases],
          severity,
          score: cvss?.score ?? null,
          title,
          description,
          references: [...references],
          affected: affectedVersion,
          fixed: fixedVersion ?? null,
        }),
      ),
    })),
    verdicts: [...violationsOf(pkg), ...decided(pkg), ...denied(emulator, pkg)],
    metadata: metadataOf(pkg)
      .all()
      .map(({ slugPerm: slug_perm, sourceIdentity: source, contentType: content_type, content }) => ({
        slug_perm,
        source,
        content_type,
        content,
      })),
    history: historyOf(emulator, pkg),
    siblings: siblingsOf(emulator, pkg),
  }
}

/** The latest results of licence and vulnerability policies. */
function violationsOf({ slugPerm, repository, violations }: PackageRecord): Verdicts {
  const logs = [
    ...licenseViolationsOf(repository.workspace)
      .all()
      .map(({ entry }) => ({ kind: 'license' as const, entry })),
    ...vulnerabilityViolationsOf(repository.workspace)
      .all()
      .map(({ entry }) => ({ kind: 'vulnerability' as const, entry })),
  ].filter(({ entry }) => entry.package.identifier === slugPerm)
  const latest = new Map(logs.map((log) => [log.entry.policy.slug_perm, log]))
  return [...latest.values()].map(({ kind, entry: { policy, reasons, event_at } }) => ({
    kind,
    policy: policy.name,
    at: isoTime(Date.parse(event_at)),
    violated: violations.some((violation) => violation.policy === policy.slug_perm),
    quarantines: policy.on_violation_quarantine ?? false,
    reasons,
  }))
}

/** The latest decisions of enterprise policies. */
function decided({ slugPerm, repository }: PackageRecord): Verdicts {
  const about = decisionsOf(repository.workspace).filter(({ policy_input }) => policy_input.v0.package.slug_perm === slugPerm)
  const latest = new Map(about.map((decision) => [decision.policy.slug_perm, decision]))
  return [...latest.values()].map(({ policy, policy_output, ended_at, actions }) => ({
    kind: 'enterprise',
    policy: policy.name,
    at: isoTime(Date.parse(ended_at)),
    violated: policy_output.match,
    quarantines: actions.some((action) => 'package_state' in action && action.package_state === 'QUARANTINED'),
    reasons: [policy_output.reason ?? []].flat(),
  }))
}

/** The deny policies that block the package. */
function denied({ world }: Emulator, pkg: PackageRecord): Verdicts {
  return denialsOf(world, pkg).map(({ settings }) => ({
    kind: 'deny',
    policy: settings.name ?? settings.package_query_string,
    at: null,
    violated: true,
    quarantines: false,
    reasons: [`It is among the packages of ${settings.package_query_string}`],
  }))
}

function historyOf({ deliveries }: Emulator, pkg: PackageRecord): History {
  const { slugPerm, slug, sync, scanning, repository, uploadedAt, uploader } = pkg
  const audited = auditOf(repository.workspace)
    .filter(({ entry }) => [slugPerm, slug].some((name) => name === entry.object_slug_perm || name === entry.object))
    .map(({ entry }) => ({ at: entry.event_at, what: `audit log: ${entry.event}`, who: entry.actor }))
  const told = deliveries
    .slice(-mostDeliveries)
    .filter(({ body }) => body.includes(slugPerm))
    .map(({ event, triggerId, attempts }) => ({ at: attempts[0]?.at, what: event, delivery: triggerId }))
  const events = [
    { at: uploadedAt, what: 'uploaded', who: uploader.slug },
    { at: sync.finishedAt, what: sync.state === 'failed' ? `failed to synchronise: ${sync.reason}` : 'synchronised' },
    ...scanning.scans.map(({ at, findings }) => ({ at, what: `scanned: ${findings.length} found` })),
    ...audited,
    ...told,
  ]
  return events
    .flatMap(({ at, ...event }) => (at ? [{ who: null, delivery: null, ...event, at: isoTime(new Date(at).getTime()) }] : []))
    .toReversed()
    .toSorted((a, b) => compareText(b.at, a.at))
}

function siblingsOf({ world }: Emulator, pkg: PackageRecord): PackageDetailAnswer['siblings'] {
  const name = nameOf(pkg.content)
  if (name === null) return { total: 0, packages: [] }
  const repositories = [...world.workspaces.values()].flatMap(({ repositories: all }) => [...all.values()])
  const all = repositories
    .flatMap(({ packages }) => packages.byName(name))
    .filter((other) => other !== pkg && other.content.format === pkg.content.format)
    .toSorted((a, b) => byAge(b, a))
  const packages = all.slice(0, mostSiblings).map((other) => ({
    slug_perm: other.slugPerm,
    place: placeOf(other.repository),
    version: versionOf(other.content),
    filename: primaryFile(other.content).filename,
    uploaded_at: isoTime(other.uploadedAt),
    status: statusOf(other).name,
    tags: flatTagsOf(other),
  }))
  return { total: all.length, packages }
}

import type { Store } from '../../core/store.ts'
import { timestamp } from '../../core/time.ts'
import { policyReason, quarantine } from '../../package/quarantine.ts'
import { scannedPackageView } from '../../package/scan-views.ts'
import { searchableOf } from '../../package/searchable.ts'
import type { Violation } from '../../world/package.ts'
import type { PackageRecord, WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { appliesOf } from './applies.ts'
import type { LicensePolicyRecord, VulnerabilityPolicyRecord } from './records.ts'

/** A policy that judges packages. */
export type JudgingPolicy = LicensePolicyRecord | VulnerabilityPolicyRecord

/** What a kind of policy goes by. */
export interface Criteria<Policy extends JudgingPolicy> {
  readonly kind: Violation['kind']
  readonly policiesOf: (workspace: WorkspaceRecord) => Store<Policy>
  /** Why a package that the policy is about violates it; nothing where it does not. */
  readonly reasons: (pkg: PackageRecord, policy: Policy, world: World) => string[]
  /** Writes a violation into the log of the workspace. */
  readonly log: (world: World, pkg: PackageRecord, policy: Policy, violation: LoggedViolation) => void
}

/** What the logs of all kinds have in common. */
export interface LoggedViolation {
  readonly package: ReturnType<typeof scannedPackageView>
  readonly reasons: string[]
  readonly event_at: string
}

/**
 * Holds a package against the policies of one kind of its workspace, and marks what it violates.
 *
 * @returns what puts it into quarantine, where a policy wants that: done after the event that tells why it was judged
 */
export function judge<Policy extends JudgingPolicy>(
  criteria: Criteria<Policy>,
  world: World,
  pkg: PackageRecord,
): (() => void) | undefined {
  pkg.violations = pkg.violations.filter(({ kind }) => kind !== criteria.kind)
  const policies = criteria.policiesOf(pkg.repository.workspace).all()
  const violated = policies.filter((policy) => violates(criteria, world, pkg, policy))
  const strict = violated.find(({ settings }) => settings.on_violation_quarantine)
  return strict && (() => quarantineFor(world, pkg, strict))
}

/** Holds a package against one policy. Marks and logs a violation. @returns whether there is one */
export function violates<Policy extends JudgingPolicy>(
  criteria: Criteria<Policy>,
  world: World,
  pkg: PackageRecord,
  policy: Policy,
): boolean {
  const reasons = reasonsOf(criteria, world, pkg, policy)
  if (reasons.length === 0) return false
  pkg.violations = [...pkg.violations.filter((other) => other.policy !== policy.slugPerm), violationOf(criteria, policy)]
  const event_at = timestamp(world.clock.now())
  criteria.log(world, pkg, policy, { package: scannedPackageView(world, pkg), reasons, event_at })
  return true
}

/** What a package violates now of the policies of one kind; nothing is marked or logged. */
export function violationsNow<Policy extends JudgingPolicy>(
  criteria: Criteria<Policy>,
  world: World,
  pkg: PackageRecord,
): Violation[] {
  const policies = criteria.policiesOf(pkg.repository.workspace).all()
  const violated = policies.filter((policy) => reasonsOf(criteria, world, pkg, policy).length > 0)
  return violated.map((policy) => violationOf(criteria, policy))
}

function reasonsOf<Policy extends JudgingPolicy>(
  { reasons }: Criteria<Policy>,
  world: World,
  pkg: PackageRecord,
  policy: Policy,
): string[] {
  return appliesOf(policy)(searchableOf(pkg), new Date(world.clock.now())) ? reasons(pkg, policy, world) : []
}

function violationOf<Policy extends JudgingPolicy>({ kind }: Criteria<Policy>, { slugPerm, settings }: Policy): Violation {
  return { kind, policy: slugPerm, quarantines: settings.on_violation_quarantine }
}

/** Puts a package into quarantine as a policy wants it. */
export function quarantineFor(world: World, pkg: PackageRecord, { settings, slugPerm }: JudgingPolicy): void {
  quarantine(world, pkg, policyReason({ ...settings, slugPerm }))
}

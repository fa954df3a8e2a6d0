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

/** The rules of a type of policy. */
export interface Criteria<Policy extends JudgingPolicy> {
  readonly kind: Violation['kind']
  readonly policiesOf: (workspace: WorkspaceRecord) => Store<Policy>
  /** Why a package violates the policy; empty if it does not. */
  readonly reasons: (pkg: PackageRecord, policy: Policy, world: World) => string[]
  /** Writes a violation to the log of the workspace. */
  readonly log: (world: World, pkg: PackageRecord, policy: Policy, violation: LoggedViolation) => void
}

/** The fields that the logs of all types share. */
export interface LoggedViolation {
  readonly package: ReturnType<typeof scannedPackageView>
  readonly reasons: string[]
  readonly event_at: string
}

/**
 * Judges a package by the policies of one type in its workspace, and marks its violations.
 *
 * @returns a function that quarantines it, if a policy requires that: called after the event that caused the judgement
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

/** Judges a package by one policy. Marks and logs a violation. @returns whether there is one */
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

/** The current violations of a package for one type of policy; nothing is marked or logged. */
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

/** Quarantines a package because of a policy. */
export function quarantineFor(world: World, pkg: PackageRecord, { settings, slugPerm }: JudgingPolicy): void {
  quarantine(world, pkg, policyReason({ ...settings, slugPerm }))
}

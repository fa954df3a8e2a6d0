import { runDenyPolicy, runEvaluation } from '../areas/policies/evaluate.ts'
import { scheduleScan } from '../areas/scans/scan.ts'
import { startSync } from '../areas/synchronisation/synchronise.ts'
import { deletePackage, scheduleDeletion } from '../package/delete.ts'
import { isInFlight } from '../world/package.ts'
import type { PackageRecord, RepositoryRecord, WorkspaceRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

/** Starts anew what was under way in a world. Webhooks that were not delivered yet are given up. */
export function resume(world: World): void {
  for (const pkg of world.packages.values()) resumePackage(world, pkg)
  for (const workspace of world.workspaces.values()) {
    for (const repository of workspace.repositories.values()) if (repository.isDeleting) resumeDeletion(world, repository)
    resumePolicies(world, workspace)
  }
}

function resumePackage(world: World, pkg: PackageRecord) {
  if (pkg.isDeleting) scheduleDeletion(world, pkg, undefined)
  else if (isInFlight(pkg)) startSync(world, pkg, pkg.content.files.every(({ blob }) => blob) ? 'copy' : 'upload')
  else if (pkg.scanning.status === 'Awaiting Security Scan' || pkg.scanning.status === 'Security Scanning in Progress') {
    pkg.scanning = { ...pkg.scanning, status: 'Awaiting Security Scan' }
    scheduleScan(world, pkg)
  }
}

function resumeDeletion(world: World, repository: RepositoryRecord) {
  world.clock.schedule(world.clock.now() + world.timings.repositoryDeletion, () => {
    for (const pkg of [...repository.packages.all()]) deletePackage(world, pkg, undefined)
    repository.workspace.repositories.delete(repository.settings.slug)
  })
}

function resumePolicies(world: World, workspace: WorkspaceRecord) {
  for (const policy of workspace.denyPolicies.all()) if (policy.status !== 'Complete') runDenyPolicy(world, policy)
  for (const evaluation of workspace.evaluations.all()) {
    if (evaluation.status === 'Complete') continue
    Object.assign(evaluation, { evaluated: 0, violations: 0 })
    const license = workspace.licensePolicies.get(evaluation.policy)
    const vulnerability = workspace.vulnerabilityPolicies.get(evaluation.policy)
    if (license) runEvaluation(world, workspace, evaluation, { kind: 'license', policy: license })
    else if (vulnerability) runEvaluation(world, workspace, evaluation, { kind: 'vulnerability', policy: vulnerability })
  }
}

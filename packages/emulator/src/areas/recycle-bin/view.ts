import type { RecycledPackage } from '../../generated/v1.ts'
import type { DeletedPackage } from '../../package/recycle.ts'
import { hasMalware } from '../../package/vulnerability-counts.ts'
import type { World } from '../../world/world.ts'
import { packageView } from '../packages/view.ts'

/** A deleted package in the form of the recycle bin. */
export function recycledPackageView(world: World, { pkg, deletedBy }: DeletedPackage): RecycledPackage {
  const view = packageView(world, pkg)
  return {
    slug_perm: view.slug_perm,
    format: view.format,
    name: view.name,
    version: view.version,
    fully_qualified_name: view.fully_qualified_name,
    identifiers: view.identifiers,
    type_display: view.type_display,
    is_quarantined: view.is_quarantined,
    status: view.status,
    status_updated_at: view.status_updated_at,
    is_deleteable: view.is_deleteable,
    security_scan_status: view.security_scan_status,
    security_scan_completed_at: view.security_scan_completed_at,
    is_malware_detected: hasMalware(pkg),
    vulnerability_counts: view.vulnerability_counts ?? null,
    policy_violated: view.policy_violated,
    tags: view.tags,
    filename: view.filename,
    size: view.size,
    downloads: view.downloads,
    repository: view.repository,
    uploader: view.uploader,
    uploaded_at: view.uploaded_at,
    is_restorable: true,
    action_by: deletedBy?.slug ?? null,
    invoked_retention_rule: null,
  }
}

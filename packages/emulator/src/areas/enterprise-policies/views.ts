import { timestamp } from '../../core/time.ts'
import type { Policy, PolicyAction } from '../../generated/v2.ts'
import type { EpmActionRecord, EpmPolicyRecord } from './records.ts'

/** A policy in the API's form. None is made from a template, so all can be changed. */
export function epmPolicyView({ slugPerm, settings, version, createdAt, updatedAt }: EpmPolicyRecord): Policy {
  return {
    ...settings,
    slug_perm: slugPerm,
    version,
    read_only: false,
    created_at: timestamp(createdAt),
    updated_at: timestamp(updatedAt),
  }
}

/** An action in the API's form. */
export function epmActionView({ slugPerm, settings, createdAt, updatedAt }: EpmActionRecord): PolicyAction {
  const common = { slug_perm: slugPerm, created_at: timestamp(createdAt), updated_at: timestamp(updatedAt) }
  return { ...settings, ...common, effect: effectOf(settings) } as PolicyAction
}

/** Describes an action in a sentence. */
function effectOf(settings: EpmActionRecord['settings']): string {
  switch (settings.action_type) {
    case 'SetPackageState':
      return `Set package state to '${settings.package_state}'.`
    case 'AddPackageTags':
      return `Added package tags '[${quoted(settings.tags)}]'.`
    case 'RemovePackageTags':
      return `Removed package tags '[${quoted(settings.tags)}]'.`
  }
}

function quoted(tags: readonly string[]): string {
  return tags.map((tag) => `'${tag}'`).join(', ')
}

/** Actions in the order of their execution. */
export function actionsInOrder({ actions }: EpmPolicyRecord): EpmActionRecord[] {
  return actions.all().sort((a, b) => a.settings.precedence - b.settings.precedence)
}

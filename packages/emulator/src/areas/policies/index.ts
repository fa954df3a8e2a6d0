import { licenceOf } from '@cloudsmith-sdk/licences'
import { changed } from '../../core/changes.ts'
import { cursorPage } from '../../core/cursor.ts'
import { invalid } from '../../core/errors.ts'
import type { Store } from '../../core/store.ts'
import { managing } from '../../operation/allowed.ts'
import type { Area } from '../../operation/area.ts'
import { managedHome } from '../../operation/homes.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import type { WorkspaceRecord } from '../../world/records.ts'
import { appliesOf, type QuerySettings } from './applies.ts'
import { resumePolicies, runDenyPolicy } from './evaluate.ts'
import { evaluations } from './evaluations.ts'
import {
  type DenyPolicyRecord,
  denyDefaults,
  denyPoliciesOf,
  evaluationsOf,
  type LicensePolicyRecord,
  licenseDefaults,
  licensePoliciesOf,
  licenseViolationsOf,
  type PolicyRecord,
  vulnerabilityDefaults,
  vulnerabilityPoliciesOf,
  vulnerabilityViolationsOf,
} from './records.ts'
import { policyView } from './views.ts'

/** The properties that all types of policies share: they belong to a workspace, and owners and managers create them. */
function policyResource<Settings extends QuerySettings, Stored extends PolicyRecord<Settings>>(
  defaults: Settings,
  store: (workspace: WorkspaceRecord) => Store<Stored>,
  make: (record: PolicyRecord<Settings>) => Stored,
  check: (settings: Settings) => void = () => {},
): Resource<WorkspaceRecord, Stored> {
  return {
    home: managedHome,
    store,
    create({ body, world }) {
      const settings = changed(defaults, body)
      appliesOf({ settings })
      check(settings)
      const now = world.clock.now()
      return make({ slugPerm: world.ids.slug(12), settings, createdAt: now, updatedAt: now })
    },
    change({ body, world }, policy, isWhole) {
      const settings = changed(isWhole ? defaults : policy.settings, body)
      appliesOf({ settings })
      check(settings)
      policy.settings = settings
      policy.updatedAt = world.clock.now()
    },
    view: (_world, policy) => policyView(policy),
  }
}

const license = policyResource(licenseDefaults, licensePoliciesOf, (record) => record, checkIdentifiers)

/** @throws {Refusal} 422 for licences that are not in the SPDX list */
function checkIdentifiers({ spdx_identifiers }: LicensePolicyRecord['settings']): void {
  const unknown = spdx_identifiers.filter((identifier) => !licenceOf(identifier).isListed)
  if (unknown.length > 0)
    throw invalid({ spdx_identifiers: unknown.map((text) => `"${text}" is not a licence of the SPDX list.`) })
}

const vulnerability = policyResource(vulnerabilityDefaults, vulnerabilityPoliciesOf, (record) => record)

const denyBase = policyResource<DenyPolicyRecord['settings'], DenyPolicyRecord>(denyDefaults, denyPoliciesOf, (record) => ({
  ...record,
  status: 'Pending',
}))

/** Deny policies are evaluated for existing packages when they are created or changed. */
const deny: Resource<WorkspaceRecord, DenyPolicyRecord> = {
  ...denyBase,
  create(call, workspace) {
    const policy = denyBase.create(call, workspace)
    runDenyPolicy(call.world, policy)
    return policy
  },
  change(call, policy, isWhole, workspace) {
    denyBase.change(call, policy, isWhole, workspace)
    runDenyPolicy(call.world, policy)
  },
  view: (_world, policy) => ({ ...policyView(policy), action: 'Block downloads', status: policy.status }),
}

const licenseViolations = managing<'orgs_license-policy-violation_list'>(({ workspace, query, pager }) =>
  cursorPage(newestFirst(licenseViolationsOf(workspace).all()), query, pager),
)

const vulnerabilityViolations = managing<'orgs_vulnerability-policy-violation_list'>(({ workspace, query, pager }) =>
  cursorPage(newestFirst(vulnerabilityViolationsOf(workspace).all()), query, pager),
)

function newestFirst<Entry>(log: readonly { entry: Entry }[]): Entry[] {
  return log.map(({ entry }) => entry).toReversed()
}

/** Licence, vulnerability and deny policies. */
export const policies: Area = {
  title: 'licence, vulnerability and deny policies',
  operations: {
    ...resourceOperations('orgs_license-policy', license),
    ...resourceOperations('orgs_vulnerability-policy', vulnerability),
    ...resourceOperations('orgs_deny-policy', deny),
    ...evaluations,
    'orgs_license-policy-violation_list': licenseViolations,
    'orgs_vulnerability-policy-violation_list': vulnerabilityViolations,
  },
  parts: [
    licensePoliciesOf,
    vulnerabilityPoliciesOf,
    denyPoliciesOf,
    evaluationsOf,
    licenseViolationsOf,
    vulnerabilityViolationsOf,
  ],
  resume: resumePolicies,
}

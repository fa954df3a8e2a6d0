import type { Area } from '../../operation/area.ts'
import { domainOperations } from './operations.ts'
import { domainsOf } from './records.ts'

/** Domains of workspaces, which the options name. */
export const domains: Area = {
  operations: domainOperations,
  parts: [domainsOf],
  start(world) {
    world.newWorkspaces.add((workspace, { domains: named = [] }) => {
      for (const domain of named) {
        domainsOf(workspace).push({
          slugPerm: world.ids.slug(12),
          createdAt: world.clock.now(),
          repository: undefined,
          ...(typeof domain === 'string' ? { host: domain } : domain),
        })
      }
    })
  },
}

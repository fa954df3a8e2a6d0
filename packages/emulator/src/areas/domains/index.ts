import { page } from '../../core/pagination.ts'
import type { Area } from '../../operation/area.ts'
import type { Operation } from '../../operation/operation.ts'
import { domainsOf } from './records.ts'
import { domainView, servingDomains } from './view.ts'

/** The custom domains. They come from the options, because on the service its own staff set them up. */
const inFirst: Operation<'orgs_custom-domains_list'> = ({ workspace, query, actor, pager }) => {
  actor.mustSee(workspace)
  return page(domainsOf(workspace), query, pager, (rows) => rows.map((domain) => domainView(workspace, domain)))
}

/** All domains that serve the workspace, the preferred ones first. */
const inSecond: Operation<'workspaces_domains_list'> = ({ workspace, query, actor, world, pager }) => {
  actor.mustSee(workspace)
  return page(servingDomains(world, workspace), query, pager, (results) => ({ results }))
}

/** Domains of workspaces, which are set by the options. */
export const domains: Area = {
  title: 'domains',
  limits: 'set by the options',
  operations: {
    'orgs_custom-domains_list': inFirst,
    workspaces_domains_list: inSecond,
  },
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

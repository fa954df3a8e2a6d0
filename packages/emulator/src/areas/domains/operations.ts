import { page } from '../../core/pagination.ts'
import type { Operation, Operations } from '../../operation/operation.ts'
import { domainsOf } from './records.ts'
import { domainView } from './view.ts'

/** Those that the options name: they are made with the service's own people. */
const domains: Operation<'orgs_custom-domains_list'> = ({ workspace, query, actor, pager }) => {
  actor.mustSee(workspace)
  return page(domainsOf(workspace), query, pager, (rows) => rows.map((domain) => domainView(workspace, domain)))
}

/** The same at the second version of the API, wrapped as its lists are. */
const domainsInSecond: Operation<'workspaces_domains_list'> = ({ workspace, query, actor, pager }) => {
  actor.mustSee(workspace)
  return page(domainsOf(workspace), query, pager, (rows) => ({ results: rows.map((domain) => domainView(workspace, domain)) }))
}

/** Domains of workspaces. */
export const domainOperations: Operations = {
  'orgs_custom-domains_list': domains,
  workspaces_domains_list: domainsInSecond,
}

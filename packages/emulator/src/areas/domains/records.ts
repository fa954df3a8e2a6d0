import { workspacePart } from '../../world/parts.ts'
import { list, moment, type Of, optional, record, text } from '../../world/shapes/index.ts'

const domain = record({
  slugPerm: text,
  host: text,
  /** Slug of the only repository that it serves. */
  repository: optional(text),
  createdAt: moment,
})

/** A domain of a workspace's own. */
export type DomainRecord = Of<typeof domain>

/** The domains of a workspace: those that the options name. */
export const domainsOf = workspacePart('domains', { shape: list(domain) })

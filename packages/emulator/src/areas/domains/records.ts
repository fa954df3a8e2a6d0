import { workspacePart } from '../../world/parts.ts'
import { list, moment, type Of, optional, record, text } from '../../world/shapes/index.ts'

const domain = record({
  slugPerm: text,
  host: text,
  /** Slug of the only repository that it serves. */
  repository: optional(text),
  createdAt: moment,
})

/** A custom domain of a workspace. */
export type DomainRecord = Of<typeof domain>

/** The custom domains of a workspace, from the options. */
export const domainsOf = workspacePart('domains', { shape: list(domain) })

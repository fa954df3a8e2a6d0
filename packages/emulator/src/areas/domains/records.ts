import { workspacePart } from '../../world/parts.ts'
import { list, moment, optional, record, text } from '../../world/shapes/index.ts'

/** A domain of a workspace's own. */
export interface DomainRecord {
  readonly slugPerm: string
  readonly host: string
  /** Slug of the only repository that it serves. */
  readonly repository: string | undefined
  readonly createdAt: number
}

const domain = record<DomainRecord>({ slugPerm: text, host: text, repository: optional(text), createdAt: moment })

/** The domains of a workspace: those that the options name. */
export const domainsOf = workspacePart('domains', (): DomainRecord[] => [], { shape: list(domain) })

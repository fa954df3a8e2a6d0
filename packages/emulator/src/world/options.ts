import type { RepositoryRequest } from '../generated/v1.ts'
import type { Member } from './account.ts'

/** A user or service that may sign in. */
export interface AccountSeed {
  slug: string
  /** The API key. */
  key: string
  name?: string
  email?: string
  /** `Member` unless said otherwise. Owners and managers may do everything. */
  role?: Member['role']
  /** What a member may do in every repository of the workspace; `None` unless said otherwise. */
  privilege?: Member['privilege']
}

/** A domain of a workspace's own. The emulator shows it, but does not answer at it. */
export interface DomainSeed {
  /** Host name, for example `packages.example.com`. */
  host: string
  /** Slug of the only repository that it serves; all of the workspace unless said otherwise. */
  repository?: string
}

/** A workspace with those who may sign in to it, and its repositories. */
export interface WorkspaceSeed {
  slug: string
  name?: string
  accounts: AccountSeed[]
  /** By slug, or with settings as in a request to create one. Private unless said otherwise. */
  repositories?: (string | RepositoryRequest)[]
  /** Domains for downloads, by host; none unless said otherwise. */
  domains?: (string | DomainSeed)[]
}

/**
 * What there is unless said otherwise: the workspace `acme` with private repositories `dev`, `staging` and `production`, and a key for each
 * kind of user.
 */
export const defaultWorkspaces: readonly WorkspaceSeed[] = [
  {
    slug: 'acme',
    name: 'Acme',
    accounts: [
      { slug: 'admin', key: 'emulator-admin-key', role: 'Owner' },
      { slug: 'writer', key: 'emulator-write-key', privilege: 'Write' },
      { slug: 'reader', key: 'emulator-read-key', privilege: 'Read' },
      { slug: 'nobody', key: 'emulator-none-key', privilege: 'None' },
    ],
    repositories: ['dev', 'staging', 'production'],
  },
]

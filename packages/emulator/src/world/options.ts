import type { RepositoryRequest } from '../generated/v1.ts'
import type { Member } from './account.ts'

/** A user or service account that may sign in. */
export interface AccountSeed {
  /** User name in the API. */
  slug: string
  /** The API key. */
  key: string
  /** Display name. Default: the slug. */
  name?: string
  /** E-mail address. Default: the slug at `example.com`. */
  email?: string
  /** Role in the workspace. Owners and managers may do everything. Default: `Member`. */
  role?: Member['role']
  /** Privilege of a member in every repository of the workspace. Default: `None`. */
  privilege?: Member['privilege']
}

/** A custom domain of a workspace. The API returns it, but the emulator does not serve it. */
export interface DomainSeed {
  /** Host name, for example `packages.example.com`. */
  host: string
  /** Slug of the only repository that it serves. Default: the whole workspace. */
  repository?: string
}

/** A workspace with its accounts and repositories. */
export interface WorkspaceSeed {
  slug: string
  /** Display name. Default: the slug. */
  name?: string
  /** The accounts of its members. */
  accounts: AccountSeed[]
  /** Repositories by slug, or with settings as in a request to create one. Private by default. */
  repositories?: (string | RepositoryRequest)[]
  /** Custom download domains, by host. Default: none. */
  domains?: (string | DomainSeed)[]
}

/** The default workspaces: `acme` with the private repositories `dev`, `staging` and `production`, and an API key for each kind of user. */
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

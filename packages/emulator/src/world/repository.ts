import type { RepositoryRequest } from '../generated/v1.ts'

/** The settings of a repository, all of them. Its region is apart, as it cannot be changed. */
export type RepositorySettings = Required<Omit<RepositoryRequest, 'storage_region'>>

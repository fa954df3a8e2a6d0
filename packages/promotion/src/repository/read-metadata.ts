import type { Cloudsmith, V2 } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'

/**
 * Reads all that is attached to a package, what the service found out itself included. One request for each package.
 *
 * @param ref its identifier has to be the `slug_perm`: this part of the API knows no other
 * @see metadata_packages_list
 */
export const readMetadata = (
  cloudsmith: Cloudsmith,
  { identifier }: Pick<PackageRef, 'identifier'>,
  signal?: AbortSignal,
): Promise<readonly V2.ArtifactMetadata[]> => cloudsmith.v2.metadata.list({ package_slug_perm: identifier }, { signal }).toArray()

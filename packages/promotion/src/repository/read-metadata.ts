import type { Cloudsmith, V2 } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'

/**
 * Reads all metadata that is attached to a package, including what the service itself found. One request per package.
 *
 * @param ref its identifier must be the `slug_perm`, because this part of the API accepts no other
 * @see metadata_packages_list
 */
export const readMetadata = (
  cloudsmith: Cloudsmith,
  { identifier }: Pick<PackageRef, 'identifier'>,
  signal?: AbortSignal,
): Promise<readonly V2.ArtifactMetadata[]> => cloudsmith.v2.metadata.list({ package_slug_perm: identifier }, { signal }).toArray()

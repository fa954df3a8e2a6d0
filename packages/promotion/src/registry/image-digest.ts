import type { Package } from '@cloudsmith-sdk/client'

/**
 * The digest of an image's manifest, in hex: the version of its row, which may have the algorithm in front. Undefined for anything but an
 * image.
 */
export const imageDigest = ({ format, version }: Pick<Package, 'format' | 'version'>): string | undefined =>
  format === 'docker' ? /^(?:sha256:)?([0-9a-f]{64})$/.exec(version ?? '')?.[1] : undefined

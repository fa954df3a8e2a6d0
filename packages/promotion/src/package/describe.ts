import type { Identity } from '../repository/identity.ts'
import { visible } from '../text/visible.ts'
import type { FileDifference } from './files.ts'

/** Describes a package in words, so that no two packages read the same: `deb acme 1.2.3-1 (acme_1.2.3-1_all.deb, debian/bookworm, all)`. */
export function nameOf({
  format,
  name,
  version,
  filename,
  distribution,
  architectures = [],
  type,
  identifiers = {},
}: Identity): string {
  const known = [format, name, version].filter(Boolean).join(' ')
  const traits = [filename, distribution, architectures.join(' '), type, ...Object.values(identifiers)].filter(Boolean)
  return visible(`${known} (${traits.join(', ')})`)
}

/** Describes a file that differs, with both digests. */
export const differenceText = ({ filename, source, destination }: FileDifference, a = 'source', b = 'destination'): string =>
  visible(`${filename}: ${a} sha256 ${source ?? 'none'}, ${b} sha256 ${destination ?? 'none'}`)

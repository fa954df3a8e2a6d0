import { readByFileName } from '../../format/by-file-name.ts'
import type { Format } from '../../format/format.ts'
import { identifier, version } from '../../format/upload-fields.ts'
import { proxy, upstream } from '../../format/upstream.ts'

/** Nix. */
export const nix: Format = {
  name: 'Nix',
  extensions: ['.nar', '.nar.xz'],
  backendKind: 31,
  read: readByFileName,
  uploadFields: { narinfo_file: identifier, narinfo: identifier, version },
  upstream: upstream(proxy),
}

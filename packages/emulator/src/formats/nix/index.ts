import { readByFileName } from '../../format/by-file-name.ts'
import type { Format } from '../../format/format.ts'

/** Nix. */
export const nix: Format = {
  name: 'Nix',
  extensions: ['.nar', '.nar.xz'],
  backendKind: 31,
  fileTags: { narinfo_file: 'narinfo', narinfo: 'narinfo' },
  read: readByFileName,
}

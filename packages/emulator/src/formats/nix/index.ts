import type { Format } from '../../format/format.ts'
import { readNix } from './read.ts'

/** Nix. */
export const nix: Format = {
  name: 'Nix',
  extensions: ['.nar', '.nar.xz'],
  namedBy: 'the `narinfo`, the request or the file name',
  backendKind: 31,
  fileTags: { narinfo_file: 'narinfo', narinfo: 'narinfo' },
  read: readNix,
}

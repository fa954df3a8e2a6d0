import type { Format } from '../../format/format.ts'
import { readNix } from './read.ts'

/** Nix. */
export const nix: Format = {
  name: 'Nix',
  extensions: ['.nar', '.nar.xz'],
  backendKind: 31,
  fileTags: { narinfo_file: 'narinfo', narinfo: 'narinfo' },
  read: readNix,
}

import { readByFileName } from '../../format/by-file-name.ts'
import type { Format } from '../../format/format.ts'

/** Hugging Face. */
export const huggingface: Format = {
  name: 'Hugging Face',
  extensions: [],
  backendKind: 27,
  read: readByFileName,
}

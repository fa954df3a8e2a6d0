import type { Format } from '../../format/format.ts'
import { readHuggingface } from './read.ts'

/** Hugging Face. */
export const huggingface: Format = {
  name: 'Hugging Face',
  extensions: [],
  namedBy: 'the request, else the file name',
  backendKind: 27,
  read: readHuggingface,
}

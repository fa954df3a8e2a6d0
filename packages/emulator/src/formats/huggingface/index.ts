import type { Format } from '../../format/format.ts'
import { readHuggingface } from './read.ts'

/** Hugging Face. */
export const huggingface: Format = {
  name: 'Hugging Face',
  extensions: [],
  backendKind: 27,
  read: readHuggingface,
}

import type { Format } from '../../format/format.ts'
import { cache, upstream } from '../../format/upstream.ts'
import { alpineDistributions } from './distributions.ts'
import { readAlpine } from './read.ts'

/** Alpine. */
export const alpine: Format = {
  name: 'Alpine',
  extensions: ['.apk'],
  backendKind: 13,
  distributions: alpineDistributions,
  read: readAlpine,
  upstream: upstream(cache, ['rsa_key_url', 'rsa_verification']),
}

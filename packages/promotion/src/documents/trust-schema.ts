import * as v from 'valibot'
import { word } from './fields.ts'
import { record, strict } from './strict.ts'

export const trustKind = 'cloudsmith-promotion/trust'

const path = (description: string) => v.pipe(word, v.description(`${description}, relative to this file.`))

/** A trust document, as people write it. Keys are in files of their own. */
export const trustSchema = strict({
  kind: v.optional(v.pipe(v.literal(trustKind), v.description('Kind of document. May be omitted.'))),
  version: v.optional(v.pipe(v.literal(1), v.description('Version of the format. Default: 1.'))),
  keys: v.optional(
    v.pipe(
      record(path('Path of a file with a public key (JSON Web Key)')),
      v.description('Public keys, by the names that the people of the pipeline list in keys. Default: none.'),
    ),
  ),
  issuers: v.optional(
    v.pipe(
      v.array(
        strict({
          issuer: v.pipe(word, v.description('URL of the issuer, exactly as in its tokens.')),
          audience: v.optional(
            v.pipe(
              word,
              v.description(
                'Audience of its tokens, if jobs cannot choose it. Default: a value that contains the digest of the approved document.',
              ),
            ),
          ),
          claims: v.optional(
            v.pipe(
              record(v.union([word, v.array(word)])),
              v.description('Claims that its tokens must contain, with the value or one of several values. Default: none.'),
            ),
          ),
          subject: v.optional(v.pipe(word, v.description('Claim that identifies the person, such as actor. Default: sub.'))),
          keys: v.optional(
            path('Path of a file with the keys of the issuer (JSON Web Key Set), which are used instead of the published ones'),
          ),
        }),
      ),
      v.description('Trusted issuers of identity tokens. Default: none.'),
    ),
  ),
})

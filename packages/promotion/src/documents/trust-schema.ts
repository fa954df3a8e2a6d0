import * as v from 'valibot'
import { word } from './fields.ts'
import { record, strict } from './strict.ts'

export const trustKind = 'cloudsmith-promotion/trust'

const path = (description: string) => v.pipe(word, v.description(`${description}, by its path from here.`))

/** A trust document, as people write it. Keys are in files of their own. */
export const trustSchema = strict({
  kind: v.optional(v.literal(trustKind)),
  version: v.optional(v.literal(1)),
  keys: v.optional(
    v.pipe(
      record(path('File with a public key (JSON Web Key)')),
      v.description('Public keys by the names that people of the pipeline have among their keys. Default: none.'),
    ),
  ),
  issuers: v.optional(
    v.pipe(
      v.array(
        strict({
          issuer: v.pipe(word, v.description('Its address, exactly as its tokens have it.')),
          audience: v.optional(
            v.pipe(
              word,
              v.description(
                'Whom its tokens are for, where jobs cannot choose that. Default: the very document that is agreed to.',
              ),
            ),
          ),
          claims: v.optional(
            v.pipe(
              record(v.union([word, v.array(word)])),
              v.description('What its tokens have to say: of several values one. Default: nothing else.'),
            ),
          ),
          subject: v.optional(v.pipe(word, v.description('Claim that tells the person. Default: sub.'))),
          keys: v.optional(path('File with its keys (JSON Web Key Set) in place of those that it publishes')),
        }),
      ),
      v.description('Issuers of identity tokens. Default: none.'),
    ),
  ),
})

import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Report } from '../apply/report.ts'
import { eachOf } from '../repository/concurrency.ts'
import type { Envelope } from '../signing/envelope.ts'
import type { Signer, SignOptions } from '../signing/sign.ts'
import { attachEvidence } from './attach.ts'
import { type PromotedSetOptions, promotedSetOf } from './promoted-set-of.ts'
import { sign } from './sign.ts'
import { type StatementOptions, statementOf } from './statement.ts'

/** Options of {@link attest}. */
export interface AttestOptions extends PromotedSetOptions, StatementOptions, SignOptions {
  /** A private key of WebCrypto, or a function that signs elsewhere. */
  signer: Signer
  signal?: AbortSignal | undefined
}

/**
 * Proves a promotion: states what a report says arrived, signs that, and attaches it to every package that it speaks of. Two requests for
 * each. May be called again after any failure: what has the evidence keeps it.
 *
 * @returns the signed statement; keep it where nobody can delete it along with the package
 * @throws {InvalidRequestError} nothing was promoted, or a release set did not arrive whole
 */
export async function attest(cloudsmith: Cloudsmith, report: Report, options: AttestOptions): Promise<Envelope> {
  const { signer, signal } = options
  const set = promotedSetOf(report, options)
  const envelope = await sign(statementOf(set, options), signer, options)
  await eachOf(set.packages, async ({ package: { slugPerm } }) => {
    await attachEvidence(cloudsmith, { owner: set.owner, repo: set.to, identifier: slugPerm }, envelope, { signal })
  })
  return envelope
}

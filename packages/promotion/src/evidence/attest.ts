import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Report } from '../apply/report.ts'
import { eachOf } from '../repository/concurrency.ts'
import type { Envelope } from '../signing/envelope.ts'
import type { Signer, SignOptions } from '../signing/sign.ts'
import { attachEvidence, attachReference } from './attach.ts'
import { type PromotedSetOptions, promotedSetOf } from './promoted-set-of.ts'
import { sign } from './sign.ts'
import { type StatementOptions, statementOf } from './statement.ts'

/** Options of {@link attest}. */
export interface AttestOptions extends PromotedSetOptions, StatementOptions, SignOptions {
  /** A private key of WebCrypto, or a function that signs elsewhere. */
  signer: Signer
  /**
   * `each`: the whole statement is attached to every package, and stays there whatever becomes of the others. `once`: it is attached to the first, and
   * to the others where it is, which for hundreds of packages takes a hundredth of the room; who deletes the first takes the evidence of all.
   * Default: `each`.
   */
  attach?: 'each' | 'once' | undefined
  signal?: AbortSignal | undefined
}

/**
 * Proves a promotion: states in one statement all that a report says arrived, signs that, and attaches it to the packages that it speaks of: each of
 * them is proved by it. Two requests for each. May be called again after any failure: what has the evidence keeps it.
 *
 * @returns the signed statement; keep it where nobody can delete it along with the package
 * @throws {InvalidRequestError} nothing was promoted, or a release set did not arrive whole
 */
export async function attest(cloudsmith: Cloudsmith, report: Report, options: AttestOptions): Promise<Envelope> {
  const { signer, attach = 'each', signal } = options
  const set = await promotedSetOf(report, options)
  const envelope = await sign(statementOf(set, options), signer, options)
  const [first, ...others] = set.packages.map((pkg) => ({
    ...{ owner: set.owner, repo: set.destination, identifier: pkg.package.slugPerm },
  }))
  // Before anything leads to it, it has to be there.
  if (first !== undefined) await attachEvidence(cloudsmith, first, envelope, { signal })
  await eachOf(others, async (ref) => {
    if (attach === 'each') await attachEvidence(cloudsmith, ref, envelope, { signal })
    else await attachReference(cloudsmith, ref, { envelope, slugPerm: first?.identifier ?? '' }, { signal })
  })
  return envelope
}

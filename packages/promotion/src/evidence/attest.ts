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
  /** A private WebCrypto key, or a function that signs elsewhere. */
  signer: Signer
  /**
   * Where to attach the statement. `each`: to every package, so it stays whatever happens to the others. `once`: to the first package, with a
   * reference on each of the others. For hundreds of packages that takes a hundredth of the space, but deleting the first package deletes the
   * evidence of all. Default: `each`.
   */
  attach?: 'each' | 'once' | undefined
  /** Aborts the call. */
  signal?: AbortSignal | undefined
}

/**
 * Creates signed evidence of a promotion: states everything that arrived according to a report in one statement, signs it, and attaches it to every
 * package that it covers. Takes two requests for each package. It is safe to call again after any failure: evidence that is attached stays.
 *
 * @returns the signed statement; also keep it in a place where it cannot be deleted along with the package
 * @throws {InvalidRequestError} nothing was promoted, a release set did not arrive completely, or the verifier is not a URI
 */
export async function attest(cloudsmith: Cloudsmith, report: Report, options: AttestOptions): Promise<Envelope> {
  const { signer, attach = 'each', signal } = options
  const set = await promotedSetOf(report, options)
  const envelope = await sign(statementOf(set, options), signer, options)
  const [first, ...others] = set.packages.map((pkg) => ({
    ...{ owner: set.owner, repo: set.destination, identifier: pkg.package.slugPerm },
  }))
  // The statement must exist before anything refers to it.
  if (first !== undefined) await attachEvidence(cloudsmith, first, envelope, { signal })
  await eachOf(others, async (ref) => {
    if (attach === 'each') await attachEvidence(cloudsmith, ref, envelope, { signal })
    else await attachReference(cloudsmith, ref, { envelope, slugPerm: first?.identifier ?? '' }, { signal })
  })
  return envelope
}

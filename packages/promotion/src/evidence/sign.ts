import type { Envelope } from '../signing/envelope.ts'
import { type Signer, type SignOptions, signJson } from '../signing/sign.ts'
import type { Statement } from './statement.ts'

/** Media type of the signed payload. @see https://github.com/in-toto/attestation/blob/main/spec/v1/envelope.md */
export const payloadType = 'application/vnd.in-toto+json'

/**
 * Signs a statement.
 *
 * @throws {InvalidRequestError} the type of the key is not supported
 */
export const sign = (statement: Statement, signer: Signer, options: SignOptions = {}): Promise<Envelope> =>
  signJson(payloadType, statement, signer, options)

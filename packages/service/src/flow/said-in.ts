import type { Approval, GivenApproval } from '@cloudsmith-sdk/promotion'
import { readApproval } from '@cloudsmith-sdk/promotion/documents'

/** The content of an approval, signed or not, without verifying it; undefined if it is not an approval. */
export function approvalIn(given: GivenApproval): Approval | undefined {
  try {
    const read = readApproval(JSON.stringify(given))
    if ('payload' in read) return JSON.parse(Buffer.from(read.payload, 'base64').toString()) as Approval
    return 'token' in read ? read.document : read
  } catch {
    return undefined
  }
}

import type { Approval, GivenApproval } from '@cloudsmith-sdk/promotion'
import { readApproval } from '@cloudsmith-sdk/promotion/documents'

/** What an approval says, with or without a proof, which is not looked at here; undefined for what is none. */
export function approvalIn(given: GivenApproval): Approval | undefined {
  try {
    const read = readApproval(JSON.stringify(given))
    if ('payload' in read) return JSON.parse(Buffer.from(read.payload, 'base64').toString()) as Approval
    return 'token' in read ? read.document : read
  } catch {
    return undefined
  }
}

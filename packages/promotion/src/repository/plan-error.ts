import { CloudsmithError } from '@cloudsmith-sdk/client'

/** No plan could be made. Nothing was sent but reads. */
export class PlanError extends CloudsmithError {
  static override readonly kind: string = 'PlanError'
}

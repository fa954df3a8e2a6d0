import { CloudsmithError } from '@cloudsmith-sdk/client'

/** No plan could be made. Nothing was sent but reads. */
export class PlanError extends CloudsmithError {
  static override readonly kind: string = 'PlanError'
}

/** The world is not as a plan says, which is to be refused then. Nothing was sent: plan again. */
export class ChangedError extends PlanError {
  static override readonly kind: string = 'ChangedError'
}

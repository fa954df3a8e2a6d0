import { CloudsmithError } from '@cloudsmith-sdk/client'

/** No plan could be made. Nothing was sent but reads. */
export class PlanError extends CloudsmithError {
  static override readonly kind: string = 'PlanError'
}

/**
 * A document cannot be used here: it was edited, is of another workspace or repository, or nobody can tell what its gates did. Nothing was sent, and
 * nothing will be while it is as it is.
 */
export class UnusableError extends PlanError {
  static override readonly kind: string = 'UnusableError'
}

/** The world, or the pipeline, is not as a plan says any more. Nothing was sent: plan again. */
export class ChangedError extends PlanError {
  static override readonly kind: string = 'ChangedError'
}

import { CloudsmithError } from '@cloudsmith-sdk/client'

/**
 * No plan could be made. Nothing was sent but reads.
 *
 * @remedy Read the message: it names what was selected and not found, or cannot be planned. Nothing needs to be undone.
 */
export class PlanError extends CloudsmithError {
  static override readonly kind: string = 'PlanError'
}

/**
 * A document cannot be used here: it was edited, is of another workspace or repository, or nobody can tell what its gates did. Nothing was sent, and
 * nothing will be while it is as it is.
 *
 * @remedy Take the document as it was written, and apply it where it was made for; or make a new one.
 */
export class UnusableError extends PlanError {
  static override readonly kind: string = 'UnusableError'
}

/**
 * The world, or the pipeline, is not as a plan says any more. Nothing was sent: plan again.
 *
 * @remedy Plan again, and let people agree again where they have to.
 */
export class ChangedError extends PlanError {
  static override readonly kind: string = 'ChangedError'
}

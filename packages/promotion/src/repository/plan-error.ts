import { CloudsmithError } from '@cloudsmith-sdk/client'

/**
 * No plan could be made. Nothing in the workspace was changed.
 *
 * @remedy Read the message: it names what was selected but not found, or cannot be planned. Nothing needs to be undone.
 */
export class PlanError extends CloudsmithError {
  static override readonly kind: string = 'PlanError'
}

/**
 * A document cannot be used here: it was edited, belongs to another workspace or repository, or one of its gates has no declared identity.
 * Nothing was sent, and nothing will be until that is corrected.
 *
 * @remedy Use the document as it was written, where it was made for; or make a new one.
 */
export class UnusableError extends PlanError {
  static override readonly kind: string = 'UnusableError'
}

/**
 * The packages or the pipeline have changed since the plan was made. Nothing was sent.
 *
 * @remedy Plan again, and have the new plan approved if its gates require it.
 */
export class ChangedError extends PlanError {
  static override readonly kind: string = 'ChangedError'
}

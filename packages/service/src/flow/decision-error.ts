import { ServiceError } from '../core/errors.ts'

/** Why a request is not carried out: the subject does not exist; it has ended; the request is not possible. */
export type DecisionProblem = 'not found' | 'over' | 'not possible'

/** A request is not carried out. Nothing was changed. */
export class DecisionError extends ServiceError {
  static override readonly kind: string = 'DecisionError'

  readonly problem: DecisionProblem

  constructor(problem: DecisionProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}

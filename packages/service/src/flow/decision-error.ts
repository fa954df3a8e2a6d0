import { ServiceError } from '../core/errors.ts'

/** Why something that somebody asked for is not done: there is no such thing; it is over; what they say cannot be. */
export type DecisionProblem = 'not found' | 'over' | 'not possible'

/** What somebody asked for is not done. Nothing was changed. */
export class DecisionError extends ServiceError {
  static override readonly kind: string = 'DecisionError'

  readonly problem: DecisionProblem

  constructor(problem: DecisionProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}

import { DecisionError } from '../../flow/decision-error.ts'
import { PageProblem } from './problem.tsx'

const statuses = { 'not found': 404, over: 409, 'not possible': 422 } as const

/** Carries out a decision. If that is not possible, shows a page with the reason and the way back. */
export async function decided<T>(way: PageProblem['way'], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error
    throw new PageProblem(statuses[error.problem], 'Not done', error.message, way)
  }
}

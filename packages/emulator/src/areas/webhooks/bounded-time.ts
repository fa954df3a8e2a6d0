import { createContext, Script } from 'node:vm'

/** The code runs outside this context; only the time limit is the context's. */
const context: { run?: (() => unknown) | undefined } = createContext({})
const script = new Script('run()')

/**
 * Runs synchronous code that may not terminate.
 *
 * @param most longest time in milliseconds
 * @returns undefined if it takes longer
 * @throws what `run` throws
 */
export function withinTime<Result>(most: number, run: () => Result): { readonly result: Result } | undefined {
  try {
    context.run = run
    return { result: script.runInContext(context, { timeout: most }) as Result }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined
    throw error
  } finally {
    context.run = undefined
  }
}

import { createContext, Script } from 'node:vm'

/** What runs is handed in: only the limit is that of a context. */
const context: { run?: (() => unknown) | undefined } = createContext({})
const script = new Script('run()')

/**
 * Runs something that may go on for ever without ever waiting.
 *
 * @param most milliseconds
 * @returns nothing where it takes longer
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

import { pathToFileURL } from 'node:url'
import type { Pipeline } from '@cloudsmith-sdk/promotion'
import { UsageError } from '../core/usage-error.ts'

/** Advice for errors of Node whose messages give none. */
const remedies: Readonly<Record<string, string>> = {
  ERR_UNKNOWN_FILE_EXTENSION: `Node ${process.versions.node} does not run TypeScript by itself: use Node 22.18 or later, set NODE_OPTIONS=--experimental-strip-types, or write the pipeline as .mjs or .yaml.`,
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: 'Node only runs TypeScript whose types can be stripped: no enum, no namespace.',
  ERR_MODULE_NOT_FOUND: 'Install it in the folder of the pipeline.',
}

/**
 * Loads a pipeline from a program. Node runs TypeScript directly, as long as the types only have to be stripped.
 *
 * @throws {UsageError} it cannot be loaded, or exports no pipeline
 */
export async function readPipelineModule(path: string): Promise<Pipeline> {
  const exported = await exportOf(path)
  if (exported.isPipeline) return exported.value as Pipeline
  throw new UsageError(
    `${path} exports ${exported.what}. Export what definePipeline returns, as default or by the name pipeline.`,
  )
}

/** Checks the exported value, which may run code when it is inspected. */
async function exportOf(path: string): Promise<{ isPipeline: boolean; value: unknown; what: string }> {
  try {
    const module: Readonly<Record<string, unknown>> = await orNeverComing(import(pathToFileURL(path).href))
    const value = module.pipeline ?? module.default
    return { isPipeline: isPipeline(value), value, what: describe(value) }
  } catch (error) {
    throw new UsageError(`${placeIn(path, error)} cannot be loaded: ${reasonOf(error)}`, { cause: error })
  }
}

/** Waits for a promise, and fails if it never settles, which would otherwise end the process silently. @throws {Error} it never settles */
async function orNeverComing<Value>(coming: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>()
  const idle = () => reject(new Error('it waits for something that never happens'))
  process.once('beforeExit', idle)
  try {
    return await Promise.race([coming, promise])
  } finally {
    process.off('beforeExit', idle)
  }
}

/** The path, with line and column if the error has them. */
function placeIn(path: string, error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const at = stack.indexOf(`${path}:`)
  const [line = ''] = at < 0 ? [] : (/^:\d+/.exec(stack.slice(at + path.length)) ?? [])
  return `${path}${line}`
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `it throws ${String(error)}.`
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const remedy = remedies[code]
  return remedy === undefined ? `${error.name}: ${error.message}` : `${error.message}. ${remedy}`
}

function isPipeline(value: unknown): value is Pipeline {
  return (
    isObject(value) && 'owner' in value && Array.isArray(value.edges) && Array.isArray(value.stages) && isObject(value.waivers)
  )
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

function describe(exported: unknown): string {
  if (exported === undefined) return 'no pipeline'
  if (exported instanceof Promise) return 'a promise, which it has to await'
  if (typeof exported === 'function') return 'a function, which it has to call'
  return isObject(exported) && 'stages' in exported ? 'the definition of a pipeline' : 'something that is not a pipeline'
}

import { readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Pipeline } from '@cloudsmith-sdk/promotion'
import { UsageError } from '../core/usage-error.ts'
import { exists } from './exists.ts'
import { readPipelineModule } from './pipeline-module.ts'
import { readNamed } from './read-text.ts'

/** What a pipeline may be called, in the order that is looked for. */
export const pipelineNames = ['yaml', 'yml', 'json', 'ts', 'js', 'mjs'].map((extension) => `cloudsmith.pipeline.${extension}`)

/** A pipeline, and where it came from: waivers and approvals stand beside it. */
export interface FoundPipeline {
  readonly pipeline: Pipeline
  readonly path: string
}

/**
 * Reads the pipeline that is named, or the one in the working folder or above it, up to the root of the repository of code.
 *
 * @throws {UsageError} there is none, or several side by side, or it is a program that exports none
 * @throws {PipelineError} with every problem, its line and field
 */
export async function findPipeline(cwd: string, named: string | undefined): Promise<FoundPipeline> {
  const path = await findPipelinePath(cwd, named)
  return { path, pipeline: isProgram(path) ? await readPipelineModule(path) : await readPipelineText(cwd, path) }
}

/** Where the pipeline is. @throws {UsageError} there is none, or several side by side */
export async function findPipelinePath(cwd: string, named: string | undefined): Promise<string> {
  const path = named === undefined ? await search(cwd) : resolve(cwd, named)
  if (!(await exists(path))) throw new UsageError(`--pipeline: the file ${path} does not exist.`)
  return path
}

/** Whether reading a pipeline runs it. */
export const isProgram = (path: string): boolean => /\.[mc]?[jt]s$/.test(path)

async function search(cwd: string): Promise<string> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const here = await Promise.all(pipelineNames.map(async (name) => ((await exists(join(folder, name))) ? [name] : [])))
    const [name, ...others] = here.flat()
    if (others.length > 0) throw new UsageError(`${folder} has ${[name, ...others].join(' and ')}. Choose one with --pipeline.`)
    if (name !== undefined) return join(folder, name)
    if (dirname(folder) === folder || (await exists(join(folder, '.git'))))
      throw new UsageError(
        `No ${pipelineNames[0]} was found in ${cwd} or above it. Create one with init, or name one with --pipeline.`,
      )
  }
}

/** Reads a pipeline that is data. @throws {PipelineError} with every problem, its line and field */
export async function readPipelineText(cwd: string, path: string): Promise<Pipeline> {
  const { parsePipeline } = await import('@cloudsmith-sdk/promotion/pipeline-file')
  const folder = dirname(path)
  const read = (other: string) => readFileSync(resolve(folder, other), 'utf8')
  const source = relative(cwd, path) || basename(path)
  return parsePipeline(await readNamed(path, source), { source, read })
}

import { readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Pipeline } from '@cloudsmith-sdk/promotion'
import { UsageError } from '../core/usage-error.ts'
import { exists } from './exists.ts'
import { readPipelineModule } from './pipeline-module.ts'
import { readNamed } from './read-text.ts'

/** File names of pipelines, in the order of the search. */
export const pipelineNames = ['yaml', 'yml', 'json', 'ts', 'js', 'mjs'].map((extension) => `cloudsmith.pipeline.${extension}`)

/** A pipeline and its path, next to which waivers and approvals are. */
export interface FoundPipeline {
  readonly pipeline: Pipeline
  readonly path: string
}

/**
 * Reads the given pipeline, or else the one in the working folder or a folder above it, up to the root of the Git repository.
 *
 * @throws {UsageError} there is none, there are several in one folder, or it is a program that exports none
 * @throws {PipelineError} it is not valid; lists every problem with line and field
 */
export async function findPipeline(cwd: string, named: string | undefined): Promise<FoundPipeline> {
  const path = await findPipelinePath(cwd, named)
  return { path, pipeline: isProgram(path) ? await readPipelineModule(path) : await readPipelineText(cwd, path) }
}

/** Finds the path of the pipeline. @throws {UsageError} there is none, or there are several in one folder */
export async function findPipelinePath(cwd: string, named: string | undefined): Promise<string> {
  const path = named === undefined ? await search(cwd) : resolve(cwd, named)
  if (!(await exists(path))) throw new UsageError(`--pipeline: the file ${path} does not exist.`)
  return path
}

/** Whether the pipeline is a program, which reading it would run. */
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

/** Reads a pipeline in YAML or JSON. @throws {PipelineError} it is not valid; lists every problem with line and field */
export async function readPipelineText(cwd: string, path: string): Promise<Pipeline> {
  const { parsePipeline } = await import('@cloudsmith-sdk/promotion/pipeline-file')
  const folder = dirname(path)
  const read = (other: string) => readFileSync(resolve(folder, other), 'utf8')
  const source = relative(cwd, path) || basename(path)
  return parsePipeline(await readNamed(path, source), { source, read })
}

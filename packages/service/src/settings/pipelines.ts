import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Pipeline, Trust } from '@cloudsmith-sdk/promotion'
import type { EdgeName } from '@cloudsmith-sdk/promotion/hold'
import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'
import { SettingsError } from '../core/errors.ts'
import { edgeId } from './edge-id.ts'
import type { Settings } from './read-settings.ts'
import type { PipelineSettings } from './schema.ts'
import { trustFor } from './trust.ts'

/** An edge of a pipeline that is served. */
export interface ServedEdge extends EdgeName {
  /** See `edgeId`. */
  readonly id: string
  /** Packages take it by themselves. */
  readonly isAutomatic: boolean
  /** Its gates ask people. */
  readonly asksPeople: boolean
  /** Only packages with this tag do. Undefined: all. */
  readonly tag: string | undefined
}

/** A pipeline that is served. */
export interface ServedPipeline {
  readonly name: string
  readonly pipeline: Pipeline
  /** All of its edges. */
  readonly edges: readonly ServedEdge[]
  readonly settings: PipelineSettings
  /** Whose keys and tokens count, of approvals that were signed elsewhere. */
  readonly trust: Trust
}

/**
 * Reads the pipelines that the settings name.
 *
 * @throws {SettingsError} with every problem of all of them
 */
export async function readPipelines({
  pipelines,
  base,
}: Pick<Settings, 'pipelines' | 'base'>): Promise<readonly ServedPipeline[]> {
  const read = await Promise.all(pipelines.map((settings) => servedBy(settings, base)))
  const served = read.filter((each) => 'edges' in each)
  const twice = served.filter(({ name }, index) => served.findIndex((other) => other.name === name) !== index)
  const problems = [
    ...read.flatMap((each) => ('problems' in each ? each.problems : [])),
    ...twice.map(({ name }) => `pipelines: two of them are called ${name}: rename one`),
    ...served.flatMap(oddEdges),
  ]
  if (problems.length > 0) throw new SettingsError(problems)
  return served
}

/** The pipeline that settings name with whom it trusts, or all that is wrong with both. */
async function servedBy(
  settings: PipelineSettings,
  base: string,
): Promise<ServedPipeline | { readonly problems: readonly string[] }> {
  const [pipeline, trust] = await Promise.all([pipelineIn(resolve(base, settings.file)), trustFor(settings, base)])
  if (typeof pipeline !== 'string' && typeof trust !== 'string') return serve(pipeline, settings, trust)
  return { problems: [pipeline, trust].filter((each) => typeof each === 'string') }
}

async function pipelineIn(path: string): Promise<Pipeline | string> {
  try {
    const read = (other: string) => readFileSync(resolve(dirname(path), other), 'utf8')
    return parsePipeline(await readFile(path, 'utf8'), { source: basename(path), read })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? `pipelines: the file ${path} does not exist` : message
  }
}

/** Serves a pipeline that was made elsewhere. */
export function serve(pipeline: Pipeline, settings: PipelineSettings, trust: Trust = {}): ServedPipeline {
  const name = settings.name ?? pipeline.owner
  const chosen = settings.edges
  const gatesOf = (stage: string) => pipeline.stages.find((each) => each.name === stage)?.gates ?? []
  const edges = pipeline.edges.map(({ from, to, name: edge, gates = gatesOf(to) }) => {
    const said = chosen?.find((each) => each.from === from && each.to === to && each.name === edge)
    const names: EdgeName = { from, to, ...(edge === undefined ? {} : { name: edge }) }
    const isAutomatic = chosen === undefined ? edge === undefined : said !== undefined
    const asksPeople = gates.some((gate) => gate.asksPeople)
    return { ...names, id: edgeId(name, names), isAutomatic, asksPeople, tag: said?.tag }
  })
  return { name, pipeline, edges, settings, trust }
}

const oddEdges = ({ name, edges, settings }: ServedPipeline): readonly string[] =>
  (settings.edges ?? [])
    .filter((each) => !edges.some(({ from, to, name }) => from === each.from && to === each.to && name === each.name))
    .map(({ from, to }) => `pipelines: ${name} has no such edge from ${from} to ${to}`)

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

/** An edge of a pipeline of the service. */
export interface ServedEdge extends EdgeName {
  /** The ID that `edgeId` makes. */
  readonly id: string
  /** Packages are promoted along it automatically. */
  readonly isAutomatic: boolean
  /** It has a gate that needs approvals. */
  readonly asksPeople: boolean
  /** Only packages with this tag are promoted automatically. Undefined: all packages. */
  readonly tag: string | undefined
}

/** A pipeline of the service, with its settings. */
export interface ServedPipeline {
  /** Its name in addresses and in the database. */
  readonly name: string
  /** The pipeline, as its file defines it. */
  readonly pipeline: Pipeline
  /** All edges of the pipeline. */
  readonly edges: readonly ServedEdge[]
  /** Its settings. */
  readonly settings: PipelineSettings
  /** The public keys and token issuers that are trusted for approvals signed elsewhere. */
  readonly trust: Trust
}

/**
 * Reads the pipeline files that the settings name.
 *
 * @throws {SettingsError} a file is missing or not valid; lists every problem of all files
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
    ...twice.map(({ name }) => `pipelines: two have the name ${name}: rename one`),
    ...served.flatMap(oddEdges),
  ]
  if (problems.length > 0) throw new SettingsError(problems)
  return served
}

/** Reads one pipeline and its trust file. Returns all problems of both if there are any. */
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

/** Makes a pipeline of the service from a pipeline that is already read. @param trust default: nobody is trusted */
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

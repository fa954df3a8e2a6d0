import { findPipelinePath, isProgram, readPipelineText } from '../files/pipeline-file.ts'

/** Names from the pipeline that can be completed. */
export interface Names {
  readonly stages: readonly string[]
  readonly edges: readonly string[]
}

/**
 * Reads the names from the current pipeline; none if it cannot be read, because somebody who is typing wants no errors. A pipeline that is a program
 * is not run: a key press in somebody else's folder must not execute code.
 */
export async function namesAt(cwd: string, named: string | undefined): Promise<Names> {
  try {
    const path = await findPipelinePath(cwd, named)
    if (isProgram(path)) return { stages: [], edges: [] }
    const { stages, edges } = await readPipelineText(cwd, path)
    return {
      stages: plain(stages.map(({ name }) => name)),
      edges: plain(edges.flatMap(({ name }) => name ?? [])),
    }
  } catch {
    return { stages: [], edges: [] }
  }
}

/** Leaves out names with characters that are special in shells, which evaluate completions. */
const plain = (names: readonly string[]): readonly string[] => names.filter((name) => /^[\w@./-]+$/.test(name))

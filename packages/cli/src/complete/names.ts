import { findPipelinePath, isProgram, readPipelineText } from '../files/pipeline-file.ts'

/** What the pipeline names. */
export interface Names {
  readonly stages: readonly string[]
  readonly edges: readonly string[]
}

/**
 * The names of the pipeline at hand, or none: whoever completes is still typing, and wants no errors. A pipeline that is a program is not run:
 * a key pressed in somebody else's folder must not start anything.
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

/** Shells evaluate what they complete, so that nothing may be in it that means something to them. */
const plain = (names: readonly string[]): readonly string[] => names.filter((name) => /^[\w@./-]+$/.test(name))

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Compiler, compile, compilers, reported, writeProject } from '../compiler.ts'
import { middle } from '../middle.ts'
import { type Placed, versions } from '../operations.ts'
import { heyApiClient, writeHeyApiClients } from '../peers/hey-api.ts'
import { writeOpenapiTypes } from '../peers/openapi-types.ts'
import { check } from './check.ts'
import type { Diagnostics } from './diagnostics.ts'
import { declared, type Peer, peers } from './peers.ts'
import { type Extent, extents, writeProgram } from './programs.ts'

/**
 * How often a compiler checks a program. A ratio is made of the two short times, and the clock ticks only every 10 ms: their means need many
 * runs, most of all those that are reported.
 */
export const runsOf = (compiler: Compiler, extent: Extent): number => {
  if (extent === 'all') return 3
  return compiler === reported ? 13 : 7
}

/** A program of a peer, and what the compilers say of it. */
export interface Measured {
  peer: Peer
  extent: Extent
  /** With `skipLibCheck`, as nearly every project has it; all runs together. */
  by: Record<Compiler, Diagnostics>
  /** Without `skipLibCheck`, by the reported compiler, in one run. */
  withLibraries: Diagnostics
}

/** Writes the programs of all peers into a folder and checks each with every compiler, several times in turn. */
export async function measurePrograms(folder: string, operations: readonly Placed[]): Promise<Measured[]> {
  await writeOpenapiTypes(folder)
  await writeHeyApiClients(folder)
  await declareHeyApi(folder)
  const programs = await writePrograms(folder, operations)
  // In turn and one at a time: a slow minute of the machine then falls on all of them.
  for (let run = 0; run < runsOf(reported, 'one'); run++) {
    for (const compiler of Object.keys(compilers) as Compiler[]) {
      for (const { project, extent, samples } of programs) {
        if (run < runsOf(compiler, extent)) samples[compiler].push(await check(compiler, project, true))
      }
    }
  }
  const measured: Measured[] = []
  for (const { peer, extent, project, samples } of programs) {
    const by = { '5.9': summary(samples['5.9']), '6.0': summary(samples['6.0']), '7.0': summary(samples['7.0']) }
    measured.push({ peer, extent, by, withLibraries: await check(reported, project, false) })
  }
  return measured
}

interface Program {
  peer: Peer
  extent: Extent
  project: string
  samples: Record<Compiler, Diagnostics[]>
}

async function writePrograms(folder: string, operations: readonly Placed[]): Promise<Program[]> {
  const programs: Program[] = []
  for (const peer of peers) {
    for (const extent of extents) {
      const name = `${peer.key ?? 'cloudsmith'}-${extent}.ts`
      await writeFile(join(folder, name), writeProgram(peer, operations, extent))
      programs.push({ peer, extent, project: await writeProject(folder, [name]), samples: { '5.9': [], '6.0': [], '7.0': [] } })
    }
  }
  return programs
}

/** Users of a package have its declarations; those of generated sources check them at every run. This makes the former of the latter. */
async function declareHeyApi(folder: string): Promise<void> {
  for (const version of versions) {
    const options = { declaration: true, emitDeclarationOnly: true, rootDir: folder, outDir: join(folder, declared) }
    await compile(reported, await writeProject(folder, [`${heyApiClient(version)}/index.ts`], options))
  }
}

function summary(samples: readonly Diagnostics[]): Diagnostics {
  const of = (figure: keyof Diagnostics) => middle(samples.map((sample) => sample[figure]))
  return { instantiations: of('instantiations'), checkSeconds: of('checkSeconds'), totalSeconds: of('totalSeconds') }
}

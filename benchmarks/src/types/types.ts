import type { Outcome } from '../benchmark.ts'
import { type Compiler, compilers, reported } from '../compiler.ts'
import { everyOperation } from '../operations.ts'
import { withScratch } from '../scratch.ts'
import type { Table } from '../table.ts'
import type { Diagnostics } from './diagnostics.ts'
import { type Measured, measurePrograms, runsOf } from './measure.ts'
import { type Peer, peers } from './peers.ts'
import { type Extent, extents } from './programs.ts'

/** One of the ways in which programs were checked: what it says of a peer's program. */
type Way = (peer: Peer, extent: Extent) => Diagnostics

/** Measures what type-checking costs programs that import this SDK or a peer and call nothing, one operation or every operation. */
export async function measureTypes(): Promise<Outcome> {
  const operations = await everyOperation()
  const measured = await withScratch((folder) => measurePrograms(folder, operations))
  const way =
    (pick: (program: Measured) => Diagnostics): Way =>
    (peer, extent) => {
      const program = measured.find((each) => each.peer === peer && each.extent === extent)
      if (program === undefined) throw new Error(`${peer.label}, ${extent}: not measured`)
      return pick(program)
    }
  const by = (compiler: Compiler) => way((program) => program.by[compiler])
  return {
    figures: Object.assign({}, ...peers.map((peer) => figuresOf(peer, by(reported)))),
    tables: [
      ...(Object.keys(compilers) as Compiler[]).map((compiler) =>
        tableOf(titleOf(compiler), by(compiler), operations.length, [
          `Times are the middle of ${runsOf(compiler, 'one')} runs (${runsOf(compiler, 'all')} where all is called), by the compiler's clock: ${compiler === '7.0' ? '1' : '10'} ms a tick.`,
          'A program that only imports the client calls and awaits a method of its own, which costs the checker the same for every library.',
        ]),
      ),
      tableOf(
        `TypeScript ${reported} without skipLibCheck`,
        way((program) => program.withLibraries),
        operations.length,
        ['One run. Every declaration is checked, including those of the DOM, which few projects do. Not among the figures.'],
      ),
    ],
  }
}

const titleOf = (compiler: Compiler) => `TypeScript ${compiler} with skipLibCheck${compiler === reported ? ' (the figures)' : ''}`

function figuresOf(peer: Peer, way: Way): Record<string, number> {
  const prefix = peer.key === undefined ? 'types' : `types.${peer.key}`
  return {
    [`${prefix}.instantiations.all`]: way(peer, 'all').instantiations,
    [`${prefix}.oneCallRatio`]: oneCallRatio(peer, way),
  }
}

const oneCallRatio = (peer: Peer, way: Way) => way(peer, 'one').checkSeconds / way(peer, 'none').checkSeconds

function tableOf(title: string, way: Way, calls: number, notes: readonly string[]): Table {
  const milliseconds = (seconds: number) => Math.round(seconds * 1000)
  return {
    title,
    columns: [
      '',
      'inst. import',
      'one call',
      `${calls} calls`,
      'check ms import',
      'one call',
      `${calls} calls`,
      'one/import',
      'in all',
    ],
    rows: peers.map((peer) => {
      const columns = extents.map((extent) => way(peer, extent))
      return [
        peer.label,
        ...columns.map(({ instantiations }) => instantiations),
        ...columns.map(({ checkSeconds }) => milliseconds(checkSeconds)),
        oneCallRatio(peer, way),
        milliseconds(way(peer, 'all').totalSeconds),
      ]
    }),
    notes: [...notes, `\`in all\` is the time for ${calls} calls, including reading, parsing and binding, in ms.`],
  }
}

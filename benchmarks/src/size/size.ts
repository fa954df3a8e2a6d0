import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outcome } from '../benchmark.ts'
import { compile, reported, writeProject } from '../compiler.ts'
import { writeHeyApiClients } from '../peers/hey-api.ts'
import { writeOpenapiTypes } from '../peers/openapi-types.ts'
import { withScratch } from '../scratch.ts'
import type { Table } from '../table.ts'
import { type Bundle, bundle } from './bundle.ts'
import { type Program, programs } from './programs.ts'

type Measured = Program & Bundle

/** Measures the bundles of programs that make one call, or receive webhooks. */
export async function measureSize(): Promise<Outcome> {
  const measured = await withScratch(bundlePrograms)
  const figures = measured.flatMap(({ key, start }) =>
    key === undefined
      ? []
      : [
          [`size.${key}.min`, start.min],
          [`size.${key}.gzip`, start.gzip],
        ],
  )
  return {
    figures: Object.fromEntries(figures) as Record<string, number>,
    tables: [
      tableOf('One call: read one package', 'one call', measured),
      tableOf('Webhooks: verify a delivery (createReceiver also responds, limits the body and dispatches)', 'webhooks', measured),
    ],
  }
}

const fileOf = (index: number) => `program-${index}.ts`

async function bundlePrograms(folder: string): Promise<Measured[]> {
  await writeOpenapiTypes(folder)
  await writeHeyApiClients(folder)
  const files = programs.map((_, index) => fileOf(index))
  for (const [index, { source }] of programs.entries()) {
    await writeFile(join(folder, fileOf(index)), `declare const secret: string\n${source}\n`)
  }
  // A bundler takes a program that means nothing, too: a wrong one would have the figures of something else.
  await compile(reported, await writeProject(folder, files), '--noEmit', '--skipLibCheck')
  return Promise.all(programs.map(async (program, index) => ({ ...program, ...(await bundle(folder, fileOf(index))) })))
}

function tableOf(title: string, task: Program['task'], measured: readonly Measured[]): Table {
  return {
    title,
    columns: ['', 'bytes', 'gzip', 'later bytes', 'gzip'],
    rows: measured
      .filter((program) => program.task === task)
      .map(({ label, start, later }) => [label, start.min, start.gzip, later.min, later.gzip]),
    notes: ['Minified ES modules for a browser. `later` is code behind an import(), loaded only when it is needed: not counted.'],
  }
}

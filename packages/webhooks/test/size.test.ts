import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const root = `${import.meta.dirname}/..`

/** The largest size of what a program loads when it starts: in bytes, minified and gzipped. */
const budgets: [program: string, max: number][] = [
  [`export { verify } from './src/index.ts'`, 2_000],
  [`export { constructEvent } from './src/index.ts'`, 2_800],
  [`export { createReceiver } from './src/index.ts'`, 3_584],
  [`export * from './src/adapters/fetch.ts'`, 1_000],
  [`export * from './src/adapters/node.ts'`, 1_000],
  [`export * from './src/adapters/express.ts'`, 1_000],
  [`export * from './src/adapters/fastify.ts'`, 1_000],
  [`export * from './src/adapters/koa.ts'`, 1_000],
  [`export * from './src/adapters/lambda.ts'`, 1_100],
  [`export * from './src/adapters/azure.ts'`, 300],
  [`export * from './src/stores/postgres.ts'`, 1_000],
  [`export * from './src/stores/redis.ts'`, 1_000],
]

test.each(budgets)('%s needs at most %i bytes', async (program, max) => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: root, sourcefile: 'program.ts', loader: 'ts' },
    absWorkingDir: root,
    outdir: 'out',
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
  })
  const started = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint === 'program.ts')
  const shared = started.flatMap(([, { imports }]) =>
    imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path),
  )
  const names = [...started.map(([path]) => path), ...shared]
  const loaded = outputFiles.filter(({ path }) => names.some((name) => path.endsWith(`/${name}`)))
  expect(loaded.length).toBe(names.length)
  const bytes = loaded.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
  expect(bytes).toBeGreaterThan(100)
  expect(bytes).toBeLessThanOrEqual(max)
})

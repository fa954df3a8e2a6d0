import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import type { Outcome } from '../benchmark.ts'
import { middle } from '../middle.ts'
import { installedWith } from './installed.ts'

const rounds = 20

/** How fast the command line starts, against a Node that does nothing, both in turn; its code with all that it imports; and what is installed with it. */
export async function measureCli(): Promise<Outcome> {
  const home = dirname(createRequire(import.meta.url).resolve('@cloudsmith-sdk/cli/package.json'))
  const main = join(home, 'dist', 'main.js')
  const times = { version: [] as number[], node: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    times.version.push(timeOf([main, '--version']))
    times.node.push(timeOf(['-e', '0']))
  }
  const { outputFiles } = await build({
    ...{ entryPoints: [main], bundle: true, minify: true, write: false, logLevel: 'silent' },
    ...{ format: 'esm', platform: 'node', target: 'node22', external: ['esbuild', 'msw', 'vitest'] },
  })
  const bytes = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0)
  const installed = await installedWith(home)
  const figures = {
    'cli.start.ms': middle(times.version),
    'cli.startRatio': middle(times.version) / middle(times.node),
    'cli.bundleKB': bytes / 1_000,
    'cli.installedMB': installed.reduce((sum, each) => sum + each.bytes, 0) / 1_000_000,
  }
  const rows = [
    ['`--version`', `${figures['cli.start.ms'].toFixed(0)} ms`],
    ['`node -e 0`', `${middle(times.node).toFixed(0)} ms`],
    ['ratio', figures['cli.startRatio'].toFixed(2)],
    ['all that it imports, minified', `${figures['cli.bundleKB'].toFixed(0)} kB`],
    [`installed, ${installed.length} packages`, `${figures['cli.installedMB'].toFixed(1)} MB`],
  ]
  const largest = installed.slice(0, 10).map(({ name, bytes: size }) => [name, `${(size / 1_000_000).toFixed(2)} MB`])
  return {
    figures,
    tables: [
      { title: 'Command line', columns: ['', ''], rows },
      { title: 'Its largest packages', columns: ['', ''], rows: largest },
    ],
  }
}

function timeOf(args: readonly string[]): number {
  const start = performance.now()
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`)
  return performance.now() - start
}

#!/usr/bin/env node
import { tooOld } from './cli/oldest-node.ts'

const refusal = tooOld(process.versions.node)
if (refusal === undefined) {
  // Not before: an older Node would fail in what is imported, and say something else.
  const { run } = await import('./cli/run.ts')
  process.exitCode = await run(process.argv.slice(2), new URL('../package.json', import.meta.url))
} else {
  process.stderr.write(`${refusal}\n`)
  process.exitCode = 2
}
// Nothing is left to do. A file system that does not answer would keep the process alive.
setTimeout(() => process.exit(), 1_000).unref()

#!/usr/bin/env node
import { tooOld } from './cli/oldest-node.ts'

const refusal = tooOld(process.versions.node)
if (refusal === undefined) {
  // Imported only now: on an older Node, the imported modules would fail with a less helpful message.
  const { run } = await import('./cli/run.ts')
  process.exitCode = await run(process.argv.slice(2), new URL('../package.json', import.meta.url))
} else {
  process.stderr.write(`${refusal}\n`)
  process.exitCode = 2
}
// Nothing is left to do, but a file system that does not respond would keep the process alive.
setTimeout(() => process.exit(), 1_000).unref()

#!/usr/bin/env node
import { run } from './cli/run.ts'

process.exitCode = await run(process.argv.slice(2), new URL('../package.json', import.meta.url))
// Nothing is left to do. A file system that does not answer would keep the process alive.
setTimeout(() => process.exit(), 1_000).unref()

#!/usr/bin/env node
// A named import would fail in a version of Node.js that lacks it.
import * as modules from 'node:module'
import { version } from './core/version.ts'

// CI jobs request the version often, which needs nothing else of the program.
if (process.argv.length === 3 && ['-V', '--version'].includes(process.argv[2] ?? '')) process.stdout.write(`${version}\n`)
else if (modules.enableCompileCache === undefined) {
  process.stderr.write(`cloudsmith-promote needs Node.js 22.12 or newer, and this is ${process.version}.\n`)
  process.exitCode = 1
} else {
  modules.enableCompileCache()
  await import('./start.ts')
}

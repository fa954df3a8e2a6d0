#!/usr/bin/env node
// By name it could not be told of a Node.js that does not have it.
import * as modules from 'node:module'
import { version } from './core/version.ts'

// Jobs ask for the version again and again, and need nothing else of the program for that.
if (process.argv.length === 3 && ['-V', '--version'].includes(process.argv[2] ?? '')) process.stdout.write(`${version}\n`)
else if (modules.enableCompileCache === undefined) {
  process.stderr.write(`cloudsmith-promote needs Node.js 22.12 or newer, and this is ${process.version}.\n`)
  process.exitCode = 1
} else {
  modules.enableCompileCache()
  await import('./start.ts')
}

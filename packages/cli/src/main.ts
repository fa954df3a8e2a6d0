#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { version } from './core/version.ts'

// Jobs ask for the version again and again, and need nothing else of the program for that.
if (process.argv.length === 3 && ['-V', '--version'].includes(process.argv[2] ?? '')) process.stdout.write(`${version}\n`)
else {
  enableCompileCache()
  await import('./start.ts')
}

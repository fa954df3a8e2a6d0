#!/usr/bin/env node
/**
 * Generates what a package needs from the API description: `cloudsmith-openapi client|emulator|webhooks TARGET`.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { clientFiles } from './generate/client.ts'
import { emulatorFiles } from './generate/emulator.ts'
import { webhookFiles } from './generate/webhooks.ts'

const generators = { client: clientFiles, emulator: emulatorFiles, webhooks: webhookFiles }
const [kind, target] = process.argv.slice(2)

if (kind === undefined || target === undefined || !(kind in generators)) {
  throw new Error(`usage: cloudsmith-openapi ${Object.keys(generators).join('|')} TARGET`)
}

const files = await generators[kind as keyof typeof generators]()
await rm(target, { recursive: true, force: true })
for (const [name, text] of Object.entries(files)) {
  const file = join(target, name)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `// Generated from the API description. Do not edit.\n\n${text}`)
}

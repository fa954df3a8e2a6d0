import { writeFile } from 'node:fs/promises'
import { createEmulator } from '@cloudsmith-sdk/emulator'

const emulator = createEmulator()

const { url, credentials, file } = emulator.registry('npm', 'acme/production', { as: 'reader' })
await writeFile('.npmrc', file('.npmrc'))
console.log(url, credentials)

import { readFile } from 'node:fs/promises'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { compiledPolicy } from '@cloudsmith-sdk/emulator/rego'

export const emulator = createEmulator({
  rego: compiledPolicy({ 'No critical findings': await readFile('bundle.tar.gz') }),
})

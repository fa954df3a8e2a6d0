import { createEmulator } from '@cloudsmith-sdk/emulator'
import { opaBinary } from '@cloudsmith-sdk/emulator/rego'

export const emulator = createEmulator({ rego: opaBinary() })

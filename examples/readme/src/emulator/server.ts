import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'

const emulator = createEmulator({ clock: realClock({ speed: 60 }) })
export const server = await serve(emulator, { port: Number(process.env.PORT ?? 8787), log: console.log })
console.log(server.url)

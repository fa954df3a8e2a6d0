import { createEmulator, type Emulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'

/** A registry on loopback. */
export interface Registry {
  readonly emulator: Emulator
  /** What npm and pnpm have to know to find our packages there, and all others where they always are. */
  readonly npmrc: string
  close(): Promise<void>
}

/** Starts an emulated Cloudsmith, whose repository `acme/dev` takes the place of a public registry. */
export async function startRegistry(): Promise<Registry> {
  const emulator = createEmulator({ clock: realClock({ speed: 60 }), rateLimit: { limit: 1_000_000 } })
  const { close } = await serve(emulator)
  const configuration = emulator.registry('npm', 'acme/dev', { as: 'writer' }).file('.npmrc')
  return { emulator, npmrc: configuration.replace('registry=', '@cloudsmith-sdk:registry='), close }
}

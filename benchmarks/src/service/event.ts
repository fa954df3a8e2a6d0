import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { exampleEvent, signedRequest } from '@cloudsmith-sdk/webhooks/testing'
import { withFolder, withPostgres } from './cluster.ts'
import { configIn } from './pipeline.ts'
import { startServed, webhookKey } from './process.ts'

const samples = 40

/** Milliseconds from a webhook that is sent to the first request of the look that it brings about, of each sample. */
export const eventToStart = (): Promise<readonly number[]> =>
  withFolder((folder) =>
    withPostgres(async (database) => {
      let seen: (() => void) | undefined
      const emulator = createEmulator({ clock: realClock(), observe: () => seen?.() })
      const server = await serve(emulator)
      // What is soaking is looked at, and no more.
      const config = await configIn(folder, '{ soak: { atLeast: 30 days } }')
      const service = await startServed(folder, config, { DATABASE_URL: database, CLOUDSMITH_API_HOST: server.url })
      const quiet = () => new Promise((resolve) => setTimeout(resolve, 400))
      const times: number[] = []
      await quiet()
      await quiet()
      for (let sample = 0; sample < samples; sample++) {
        const added = await emulator.add('acme/dev', npmPackage({ name: `package-${sample}`, version: '1.0.0' }))
        const event = exampleEvent('package.security_scanned', added)
        const request = await signedRequest(event, { key: webhookKey, url: `${service.url}/webhooks/acme` })
        const looked = new Promise<void>((resolve) => {
          seen = resolve
        })
        const begun = performance.now()
        const { status } = await fetch(request)
        if (status !== 200) throw new Error(`the webhook was answered ${status}`)
        await looked
        times.push(performance.now() - begun)
        await quiet()
      }
      await service.end()
      await server.close()
      emulator.clock.clear()
      return times
    }),
  )

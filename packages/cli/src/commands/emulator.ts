import { resolve } from 'node:path'
import { UsageError } from '../core/usage-error.ts'
import { readNamed } from '../files/read-text.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'

/** Maximum speed: a day takes a tenth of a second. */
const fastest = 1_000_000

/** `emulator`: starts a Cloudsmith emulator in memory. */
export const emulatorCommand = (frame: Frame) =>
  command('emulator', 'Start a Cloudsmith emulator in memory, for trials and tests. Runs until interrupted.')
    .option('--port <number>', 'port to listen on (default: a free one)')
    .option('--seed <file>', 'workspaces, repositories and packages to start with')
    .option(
      '--speed <number>',
      'seconds that pass in the emulator for each real second, for scans and everything else that takes time (default: 1)',
    )
    .action(
      acting<CommonOptions & { port?: string; seed?: string; speed?: string }>(frame, async (task, options) => {
        const { port = '0', seed, speed = '1' } = options
        if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
          throw new UsageError(`--port ${port}: it must be a number from 1 to 65535, or 0 for any free port.`)
        if (!/^\d{1,7}$/.test(speed) || Number(speed) < 1 || Number(speed) > fastest)
          throw new UsageError(`--speed ${speed}: it must be a whole number from 1 to ${fastest}.`)
        const { createEmulator, realClock } = await import('@cloudsmith-sdk/emulator')
        const { createSeededEmulator } = await import('@cloudsmith-sdk/emulator/seed')
        const { serve } = await import('@cloudsmith-sdk/emulator/server')
        const { cwd, signal } = task.context
        if (seed !== undefined) await readNamed(resolve(task.context.cwd, seed), `--seed: ${seed}`)
        const clock = realClock({ speed: Number(speed) })
        const emulator =
          seed === undefined ? createEmulator({ clock }) : await createSeededEmulator(resolve(cwd, seed), { clock })
        const { url, close } = await serve(emulator, { port: Number(port) })
        task.note(
          `The Cloudsmith emulator listens at ${url} until it is interrupted. Its page: ${url}/\n\nexport CLOUDSMITH_API_HOST=${url}\nexport CLOUDSMITH_API_KEY=emulator-admin-key`,
        )
        await new Promise<void>((resolved) => {
          if (signal.aborted) return resolved()
          signal.addEventListener('abort', () => resolved(), { once: true })
        })
        await close()
        return resultOf({
          kind: 'emulator',
          value: { url },
          text: '',
          markdown: `The Cloudsmith emulator at ${url} has stopped.`,
        })
      }),
    )

import { resolve } from 'node:path'
import { UsageError } from '../core/usage-error.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/compared.ts'

/** `emulator`: a Cloudsmith to try things on. */
export const emulatorCommand = (frame: Frame) =>
  command('emulator', 'Start a Cloudsmith in memory, to try things on, until it is interrupted.')
    .option('--port <number>', 'port to listen on (default: a free one)')
    .option('--seed <file>', 'workspaces, repositories and packages to start with')
    .action(
      acting<CommonOptions & { port?: string; seed?: string }>(frame, async (task, { port = '0', seed }) => {
        if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
          throw new UsageError(`--port ${port}: a port is a number up to 65535, 0 for a free one.`)
        const { createEmulator, realClock } = await import('@cloudsmith-sdk/emulator')
        const { createSeededEmulator } = await import('@cloudsmith-sdk/emulator/seed')
        const { serve } = await import('@cloudsmith-sdk/emulator/server')
        const { cwd, signal } = task.context
        const clock = realClock()
        const emulator =
          seed === undefined ? createEmulator({ clock }) : await createSeededEmulator(resolve(cwd, seed), { clock })
        const { url, close } = await serve(emulator, { port: Number(port) })
        task.note(
          `A Cloudsmith at ${url} until it is interrupted; the page that shows it: ${url}/\n\nexport CLOUDSMITH_API_HOST=${url}\nexport CLOUDSMITH_API_KEY=emulator-admin-key`,
        )
        await new Promise<void>((resolved) => {
          if (signal.aborted) return resolved()
          signal.addEventListener('abort', () => resolved(), { once: true })
        })
        await close()
        return resultOf({ kind: 'emulator', value: { url }, text: '', markdown: `A Cloudsmith in memory was at ${url}.` })
      }),
    )

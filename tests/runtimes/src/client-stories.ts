import { AbortError, Cloudsmith, NotFoundError, TimeoutError } from '@cloudsmith-sdk/client'
import type { Story } from './story.ts'
import type { World } from './world.ts'

const clientOf = ({ url, key }: World) => new Cloudsmith({ baseUrl: url, apiKey: key })

/** What a promise fails with; undefined where it does not. */
const failureOf = (promise: PromiseLike<unknown>): PromiseLike<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

/** Has the emulator fail, or be late. */
async function fault({ url }: World, fields: object): Promise<void> {
  const { status } = await fetch(`${url}/_emulator/faults`, { method: 'POST', body: JSON.stringify(fields) })
  if (status >= 300) throw new Error(`The emulator answers ${status} to a fault.`)
}

export const clientStories: Readonly<Record<string, Story>> = {
  'a list pages by itself': {
    about: 'client',
    async tell(world) {
      const names: string[] = []
      const list = clientOf(world).packages.list({ owner: world.owner, repo: 'lists', page_size: 2, sort: 'name' })
      for await (const { name } of list) names.push(name ?? '')
      const { data, response } = await list.withResponse()
      return { names, firstPage: data.items.length, pages: response.headers.get('x-pagination-pagetotal') }
    },
    expected: { names: ['a', 'b', 'c', 'd', 'e'], firstPage: 2, pages: '3' },
  },

  'a refusal is an error of its class': {
    about: 'client',
    async tell(world) {
      const error = await failureOf(clientOf(world).packages.read({ owner: world.owner, repo: 'lists', identifier: 'missing' }))
      return error instanceof NotFoundError && { name: error.name, status: error.status, detail: error.detail }
    },
    expected: { name: 'NotFoundError', status: 404, detail: 'Not found.' },
  },

  'a file is uploaded, and comes back as it was': {
    about: 'client',
    async tell(world) {
      const cloudsmith = clientOf(world)
      const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251)
      const sent: number[] = []
      const pkg = await cloudsmith.push({
        ...{ owner: world.owner, repo: 'uploads', format: 'raw', name: 'tool', version: '1.0' },
        file: new File([bytes], 'tool.bin'),
        onProgress: ({ sentBytes }) => sent.push(sentBytes),
      })
      const { stream } = await cloudsmith.download(pkg)
      const back = new Uint8Array(await new Response(stream).arrayBuffer())
      return {
        synchronised: pkg.is_sync_completed,
        sent: sent.at(-1),
        same: back.length === bytes.length && back.every((byte, index) => byte === bytes[index]),
      }
    },
    expected: { synchronised: true, sent: 200_000, same: true },
  },

  'what fails in passing is sent again': {
    about: 'client',
    async tell(world) {
      await fault(world, { operation: 'repos_read', path: `/repos/${world.owner}/dev/`, status: 503, times: 2 })
      const retries: number[] = []
      const cloudsmith = new Cloudsmith({
        ...{ baseUrl: world.url, apiKey: world.key },
        onRetry: ({ attempt }) => retries.push(attempt),
      })
      const { slug } = await cloudsmith.repos.read({ owner: world.owner, repo: 'dev' })
      return { slug, retries: retries.length }
    },
    expected: { slug: 'dev', retries: 2 },
  },

  'a call ends when its signal or its time says so': {
    about: 'client',
    async tell(world) {
      const cloudsmith = clientOf(world)
      const read = { owner: world.owner, repo: 'production' }
      const signal = AbortSignal.abort()
      const aborted = await failureOf(cloudsmith.repos.read(read, { signal }))
      await fault(world, { operation: 'repos_read', path: `/repos/${world.owner}/production/`, delay: 36_000_000, times: 1 })
      const late = await failureOf(cloudsmith.withOptions({ timeout: 50, retries: 0 }).repos.read(read))
      return { aborted: aborted instanceof AbortError, late: late instanceof TimeoutError }
    },
    expected: { aborted: true, late: true },
  },
}

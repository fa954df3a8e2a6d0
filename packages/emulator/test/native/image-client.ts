import { createHash } from 'node:crypto'
import type { Emulator } from '../../src/emulator.ts'
import { type OciContent, ociImage } from '../../src/formats/docker/build.ts'
import { keys } from '../story.ts'

/** A digest as written in references. */
export const digestOf = (content: string | Uint8Array) => `sha256:${createHash('sha256').update(content).digest('hex')}`

/** What a client of the registry sends, besides its key. */
export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly key?: string
}

/** A client of the registry that pushes images like docker. */
export function imageClient(emulator: Emulator, origin = 'https://docker.cloudsmith.io') {
  const ask = (path: string, { method = 'GET', headers = {}, body, key = keys.writer }: Sent = {}) =>
    emulator.fetch(path.startsWith('/') ? new URL(path, origin) : `${origin}/v2/${path}`, {
      method,
      headers: { Authorization: `Basic ${btoa(`token:${key}`)}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    })

  /** Starts an upload. @returns where to send its parts */
  async function begin(name: string): Promise<string> {
    const { headers } = await ask(`${name}/blobs/uploads/`, { method: 'POST' })
    return headers.get('location') ?? ''
  }

  const pushBlob = async (name: string, body: string | Uint8Array) =>
    ask(`${await begin(name)}?digest=${digestOf(body)}`, { method: 'PUT', body })

  const pushManifest = (name: string, reference: string, { mediaType, manifest }: Omit<OciContent, 'blobs'>) =>
    ask(`${name}/manifests/${reference}`, { method: 'PUT', headers: { 'Content-Type': mediaType }, body: manifest })

  return {
    ask,
    begin,
    pushBlob,
    pushManifest,
    /** Pushes an image. @returns its digest */
    async push(name: string, tag: string, content: OciContent = ociImage({ name })): Promise<string> {
      for (const blob of content.blobs) if (blob !== content.manifest) await pushBlob(name, blob)
      const answer = await pushManifest(name, tag, content)
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
      return digestOf(content.manifest)
    },
  }
}

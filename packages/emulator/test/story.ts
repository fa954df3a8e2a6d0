import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { createEmulator, type Emulator, type EmulatorOptions } from '../src/index.ts'
import type { PackageFixture, UploadedFile } from '../src/testing.ts'
import type { Json } from './json.ts'

const observe = await createObserver()

/** The keys of the default accounts. */
export const keys = {
  admin: 'emulator-admin-key',
  writer: 'emulator-write-key',
  reader: 'emulator-read-key',
  nobody: 'emulator-none-key',
} as const

/** A parsed response. */
export interface Answer {
  status: number
  headers: Headers
  /** Its JSON, in the form that tests expect. */
  body: Json
}

/** Sends requests. */
export type Client = (method: string, path: string, body?: unknown) => Promise<Answer>

/** Options that make an emulator check its responses against the API description. */
export const conformingOptions = { observe } satisfies EmulatorOptions

/** An emulator that checks every response against the API description: one that does not conform fails the test. */
export function conformingEmulator(options: EmulatorOptions = {}): Emulator {
  return createEmulator({
    ...options,
    observe(exchange) {
      conformingOptions.observe(exchange)
      return options.observe?.(exchange)
    },
  })
}

/** An emulator with its clients. */
export function story(options: EmulatorOptions = {}) {
  const emulator = conformingEmulator(options)
  const as = (key?: string) => client(emulator, key)
  const admin = as(keys.admin)
  return {
    emulator,
    as,
    admin,
    writer: as(keys.writer),
    reader: as(keys.reader),
    nobody: as(keys.nobody),
    anonymous: as(),
    upload: (fixture: PackageFixture, place = 'acme/dev', fields = {}) => upload(emulator, admin, fixture, place, fields),
    /** Uploads a package, and waits until everything has happened. */
    async publish(fixture: PackageFixture, place = 'acme/dev', fields = {}): Promise<Json> {
      const { body } = await upload(emulator, admin, fixture, place, fields)
      await emulator.settle()
      return (await admin('GET', `/packages/${place}/${body.slug_perm}/`)).body
    },
  }
}

/** A client of an emulator, with a key or without. */
export function client(emulator: Emulator, key: string | undefined): Client {
  return async (method, path, body) => {
    const response = await emulator.fetch(path.startsWith('http') ? path : emulator.origin + path, {
      method,
      headers: { ...(key ? { 'X-Api-Key': key } : {}), 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type') === 'application/json'
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
}

async function upload(emulator: Emulator, send: Client, fixture: PackageFixture, place: string, fields: object): Promise<Answer> {
  const files: [string, UploadedFile][] = [['package_file', fixture], ...Object.entries(fixture.extra)]
  const identifiers: Record<string, string> = {}
  for (const [field, file] of files) identifiers[field] = await sendFile(emulator, send, place, file)
  return send('POST', `/packages/${place}/upload/${fixture.format}/`, { ...fixture.fields, ...identifiers, ...fields })
}

/** Requests an upload, and sends the bytes as a form. */
export async function sendFile(
  emulator: Emulator,
  send: Client,
  place: string,
  { filename, bytes }: UploadedFile,
): Promise<string> {
  const { body } = await send('POST', `/files/${place}/`, { filename })
  const form = new FormData()
  for (const [name, value] of Object.entries(body.upload_fields)) form.append(name, String(value))
  form.append('file', new File([new Uint8Array(bytes)], filename))
  await emulator.fetch(body.upload_url, { method: 'POST', body: form })
  return body.identifier
}

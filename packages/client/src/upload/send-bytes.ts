import type { FileUpload, UploadMethod } from '../generated/v1.ts'
import type { NamedFile } from './source.ts'

/** Sends a request to the service, or to the storage in front of it, and gives the answer to it. */
export interface ByteSender {
  /** With the credential, where the address may have it. */
  authenticated(request: Request): Promise<Response>
  /** Without. */
  anonymous(request: Request): Promise<Response>
}

/** Bytes of one part. @see behaviour, sending bytes: the vendor's command line cuts there */
export const partSize = 100 * 1024 * 1024

/** How a file of this size is best sent: whole, or from 100 MiB on in parts. */
export const methodFor = (size: number): UploadMethod => (size >= partSize ? 'put_parts' : 'post')

/** Parts under way at once. */
const concurrency = 3

/** The ways of sending, each giving the identifier to create the package with. */
const ways = { post: sendForm, put: sendWhole, unsigned_put: sendWhole, presigned: sendWhole, put_parts: sendParts }

/** What has been sent so far. */
export type OnBytes = (sent: number) => void

/** Sends the bytes of a file as the service asked for them, and gives the identifier to create the package with. */
export function sendBytes(
  way: UploadMethod,
  upload: FileUpload,
  file: NamedFile,
  sender: ByteSender,
  onBytes: OnBytes,
): Promise<string> {
  return ways[way](upload, file, sender, onBytes)
}

/** A multipart form: the fields that the service gave, then the file. No credential: the form is signed. */
async function sendForm(upload: FileUpload, { name, blob }: NamedFile, sender: ByteSender, onBytes: OnBytes): Promise<string> {
  const form = new FormData()
  for (const [field, value] of Object.entries(upload.upload_fields ?? {})) form.append(field, String(value))
  form.append('file', blob, name)
  await sender.anonymous(new Request(address(upload), { method: 'POST', body: form }))
  onBytes(blob.size)
  return upload.identifier
}

/** One PUT. The answer may hold the identifier that counts. */
async function sendWhole(upload: FileUpload, { blob }: NamedFile, sender: ByteSender, onBytes: OnBytes): Promise<string> {
  const headers = Object.entries(upload.upload_headers ?? {}).map(([name, value]): [string, string] => [name, String(value)])
  const response = await sender.authenticated(new Request(address(upload), { method: 'PUT', body: blob, headers }))
  onBytes(blob.size)
  return identifierIn(await response.text()) ?? upload.identifier
}

/** Parts of 100 MiB, a few at a time. */
async function sendParts(upload: FileUpload, { blob }: NamedFile, sender: ByteSender, onBytes: OnBytes): Promise<string> {
  const parts = Array.from({ length: Math.max(1, Math.ceil(blob.size / partSize)) }, (_, index) => index)
  let sent = 0
  async function sendNext(): Promise<void> {
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      const bytes = blob.slice(part * partSize, (part + 1) * partSize)
      const target = address(upload)
      target.searchParams.set('upload_id', upload.identifier)
      target.searchParams.set('part_number', String(part + 1))
      await sender.authenticated(new Request(target, { method: 'PUT', body: bytes }))
      sent += bytes.size
      onBytes(sent)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, sendNext))
  return upload.identifier
}

function address({ upload_url, upload_querystring }: FileUpload): URL {
  const url = new URL(upload_url)
  for (const [name, value] of new URLSearchParams(upload_querystring ?? '')) url.searchParams.append(name, value)
  return url
}

function identifierIn(text: string): string | undefined {
  try {
    const { identifier } = JSON.parse(text) as { identifier?: unknown }
    return typeof identifier === 'string' ? identifier : undefined
  } catch {
    return undefined
  }
}

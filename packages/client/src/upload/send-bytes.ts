import type { UploadMethod } from '../generated/v1.ts'
import { encodeForm } from './form.ts'
import { partSize } from './parts.ts'
import { sendParts } from './send-parts.ts'
import { address, type Transfer } from './transfer.ts'

/** The default upload method for a file of this size: whole, or in parts from 100 MiB on. */
export const methodFor = (size: number): UploadMethod => (size >= partSize ? 'put_parts' : 'post')

/** The upload methods, each of which resolves to the identifier with which to create the package. */
const ways = { post: sendForm, put: sendWhole, unsigned_put: sendWhole, presigned: sendWhole, put_parts: sendParts }

/** Uploads the bytes of a file, and resolves to the identifier with which to create the package. */
export function sendBytes(way: UploadMethod, transfer: Transfer): Promise<string> {
  return ways[way](transfer)
}

/** A multipart form: the fields that the service returned, then the file. Without a credential, because the form is signed. */
async function sendForm({ upload, file, send, signal, onBytes }: Transfer): Promise<string> {
  const blob = file.source as Blob
  const { body, contentType, fileAt } = await encodeForm(upload.upload_fields ?? {}, blob, file.name)
  const headers = { 'Content-Type': contentType }
  const ofFile = (sent: number) => onBytes(Math.min(blob.size, Math.max(0, sent - fileAt)))
  await send({ url: address(upload), method: 'POST', headers, body, authenticated: false, signal, onBytes: ofFile })
  return upload.identifier
}

/** A single PUT. The response may contain an identifier, which then replaces that of the upload. */
async function sendWhole({ upload, file, send, signal, onBytes }: Transfer): Promise<string> {
  const blob = file.source as Blob
  const headers = Object.fromEntries(Object.entries(upload.upload_headers ?? {}).map(([name, value]) => [name, String(value)]))
  const url = address(upload)
  const response = await send({ url, method: 'PUT', headers, body: blob, authenticated: true, signal, onBytes })
  return identifierIn(await response.text()) ?? upload.identifier
}

function identifierIn(text: string): string | undefined {
  try {
    const { identifier } = JSON.parse(text) as { identifier?: unknown }
    return typeof identifier === 'string' ? identifier : undefined
  } catch {
    return undefined
  }
}

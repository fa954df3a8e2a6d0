/** A multipart form, ready to be sent. */
export interface EncodedForm {
  readonly contentType: string
  /** The file in it is not copied, only read when it is sent, wherever the runtime can do that. */
  readonly body: Blob
  /** Bytes of it that come before the file. */
  readonly fileAt: number
}

/**
 * Encodes a form with a file at its end. By hand, because the body that Node's fetch makes of a `FormData` throws where nobody can catch
 * it when the connection breaks.
 *
 * @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
 */
export async function encodeForm(fields: Readonly<Record<string, unknown>>, file: Blob, filename: string): Promise<EncodedForm> {
  const boundary = `cloudsmith-${crypto.randomUUID()}`
  const head = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`
  const texts = Object.entries(fields).map(([name, value]) => `${head(name)}\r\n\r\n${String(value)}\r\n`)
  const type = file.type || 'application/octet-stream'
  const start = new Blob([...texts, `${head('file')}; filename="${quoted(filename)}"\r\nContent-Type: ${type}\r\n\r\n`])
  const end = `\r\n--${boundary}--\r\n`
  let body = new Blob([start, file, end])
  // Of a file of the disk, Bun puts nothing into another Blob.
  if (body.size !== start.size + file.size + end.length) body = new Blob([start, await file.arrayBuffer(), end])
  return { contentType: `multipart/form-data; boundary=${boundary}`, body, fileAt: start.size }
}

/** As browsers do: a name must not end its quotes or its line. */
const quoted = (name: string) => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

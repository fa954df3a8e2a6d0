/** A multipart form, ready to be sent. */
export interface EncodedForm {
  readonly contentType: string
  /** The file in it is not copied but read when it is sent, if the runtime supports that. */
  readonly body: Blob
  /** Offset of the file in the body, in bytes. */
  readonly fileAt: number
}

/**
 * Encodes a form with a file at its end. Done by hand, because with a `FormData` body, Node's fetch throws an error that cannot be caught when the
 * connection breaks.
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
  // Bun drops the contents of a file on disk when it is put into another Blob.
  if (body.size !== start.size + file.size + end.length) body = new Blob([start, await file.arrayBuffer(), end])
  return { contentType: `multipart/form-data; boundary=${boundary}`, body, fileAt: start.size }
}

/** Escapes a name as browsers do, so that it cannot end its quotes or its line. */
const quoted = (name: string) => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

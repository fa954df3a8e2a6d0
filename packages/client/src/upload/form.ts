/** A multipart form, ready to be sent. */
export interface EncodedForm {
  readonly contentType: string
  /** The file in it is not copied, only read when it is sent. */
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
export function encodeForm(fields: Readonly<Record<string, unknown>>, file: Blob, filename: string): EncodedForm {
  const boundary = `cloudsmith-${crypto.randomUUID()}`
  const head = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`
  const texts = Object.entries(fields).map(([name, value]) => `${head(name)}\r\n\r\n${String(value)}\r\n`)
  const type = file.type || 'application/octet-stream'
  const start = new Blob([...texts, `${head('file')}; filename="${quoted(filename)}"\r\nContent-Type: ${type}\r\n\r\n`])
  const body = new Blob([start, file, `\r\n--${boundary}--\r\n`])
  return { contentType: `multipart/form-data; boundary=${boundary}`, body, fileAt: start.size }
}

/** As browsers do: a name must not end its quotes or its line. */
const quoted = (name: string) => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

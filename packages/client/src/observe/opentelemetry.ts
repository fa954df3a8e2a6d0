import { type Attributes, type Span, SpanKind, SpanStatusCode, type TracerProvider, trace } from '@opentelemetry/api'
import type { Hooks, RequestEvent } from './hooks.ts'

/** Options of {@link tracing}. */
export interface TracingOptions {
  /** Provider of the tracer that creates the spans. Default: the global provider. */
  tracerProvider?: TracerProvider | undefined
}

/**
 * Creates hooks that record a span for each HTTP request, following OpenTelemetry's semantic conventions for HTTP clients:
 * `new Cloudsmith({ ...tracing() })`.
 *
 * Each retry has a span of its own, with `http.request.resend_count`. Spans are children of the caller's active span. No trace header is added to
 * requests, because the service does not take part in traces. A span contains neither credential nor query.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client
 */
export function tracing({ tracerProvider }: TracingOptions = {}): Required<Omit<Hooks, 'debug'>> {
  const open = new Map<number, Span>()

  function end(call: number, attributes: Attributes, failure: string | undefined): void {
    const span = open.get(call)
    if (span === undefined) return
    open.delete(call)
    span.setAttributes(attributes)
    if (failure !== undefined) span.setAttribute('error.type', failure).setStatus({ code: SpanStatusCode.ERROR })
    span.end()
  }

  const unanswered = ({ call, error }: { call: number; error: Error | undefined }) => end(call, {}, error?.name ?? '_OTHER')

  return {
    onRequest(event) {
      // Looked up for each request, because programs may register a provider after the client is created.
      const tracer = (tracerProvider ?? trace).getTracer('@cloudsmith-sdk/client')
      open.set(event.call, tracer.startSpan(event.method, { kind: SpanKind.CLIENT, attributes: attributesOf(event) }))
    },
    onResponse: ({ call, status }) =>
      end(call, { 'http.response.status_code': status }, status >= 400 ? String(status) : undefined),
    onRetry: unanswered,
    onError: unanswered,
  }
}

function attributesOf({ method, url, operation, attempt }: RequestEvent): Attributes {
  const { hostname, port, protocol } = new URL(url)
  return {
    'http.request.method': method,
    'url.full': url,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'http:' ? 80 : 443),
    'cloudsmith.operation': operation,
    ...(attempt > 1 ? { 'http.request.resend_count': attempt - 1 } : {}),
  }
}

import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { addressOf } from './files.ts'
import type { Theme } from './theme.ts'

/** Properties of every document, with or without a menu. */
export interface DocumentParts {
  readonly title: string
  readonly theme: Theme
  /** The time of the service, to which times on the page are relative. Default: that of the browser. */
  readonly now?: Date | undefined
  /** Address of the events after which the page updates; undefined if it does not update. */
  readonly events?: string | undefined
  /** Seconds after which a browser without JavaScript reloads the page. */
  readonly again?: number | undefined
  readonly children?: Child
}

/** An HTML document with its head; the children are its body. */
export function Document({ title, theme, now, events, again, children }: DocumentParts) {
  return (
    <html lang="en" data-theme={theme} data-now={now?.toISOString()} data-events={events}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title === '' ? 'Promotion' : `${title} · Promotion`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={addressOf('page.css')} />
        <script type="module" src={addressOf('page.js')} />
        {again !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(again)} />
          </noscript>
        )}
      </head>
      <body>{children}</body>
    </html>
  )
}

/** Responds with a document. */
export const answerDocument = (context: Context, body: Child, status: ContentfulStatusCode = 200): Response | Promise<Response> =>
  context.html(html`<!doctype html>${body}`, status)

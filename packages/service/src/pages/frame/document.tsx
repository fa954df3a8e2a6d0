import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { addressOf } from './files.ts'
import type { Theme } from './theme.ts'

/** What every document is made of, with a menu or without. */
export interface DocumentParts {
  readonly title: string
  readonly theme: Theme
  /** The service's time, for what the browser says of moments. Default: the browser has its own. */
  readonly now?: Date | undefined
  /** What it looks again at, and where it is told of that; undefined where it does not. */
  readonly events?: string | undefined
  /** Seconds after which a browser without scripts looks again. */
  readonly again?: number | undefined
  readonly children?: Child
}

/** A document: its head, and nothing of what is seen. */
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

/** Answers with a document. */
export const answerDocument = (context: Context, body: Child, status: ContentfulStatusCode = 200): Response | Promise<Response> =>
  context.html(html`<!doctype html>${body}`, status)

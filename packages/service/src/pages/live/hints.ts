import type { Context } from 'hono'
import type { Changes } from '../../store/changes.ts'
import { answerStream, untilOver } from './stream.ts'

/** Milliseconds within which several changes count as one. */
const together = 250

/** Maximum number of topics of a page. */
const most = 20

/** Responds with a stream that only says that something has changed: the browser then requests the page again. */
export function answerHints(context: Context, changes: Changes): Response | Promise<Response> {
  const topics = new Set((context.req.queries('on') ?? []).slice(0, most))
  const shownAt = Number(context.req.query('shown'))
  return answerStream(context, async (stream, over) => {
    let timer: NodeJS.Timeout | undefined
    const hint = () => {
      timer = undefined
      void stream.writeSSE({ event: 'changed', data: '' })
    }
    const heard = () => {
      timer ??= setTimeout(hint, together)
    }
    const off = changes.on(topics, heard, Number.isFinite(shownAt) ? shownAt : 0)
    await untilOver(over)
    off()
    clearTimeout(timer)
  })
}

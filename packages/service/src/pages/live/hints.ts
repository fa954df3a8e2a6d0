import type { Context } from 'hono'
import type { Changes } from '../../store/changes.ts'
import { answerStream, untilOver } from './stream.ts'

/** Milliseconds in which several changes are one: who looks once more does so for all of them. */
const together = 250

/** Topics that one page may ask about, at most. */
const most = 20

/** Answers with a stream that says that something has changed, and nothing of what: the page that is shown is asked for again. */
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

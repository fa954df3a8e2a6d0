import { pullRequestOf } from '../ci/pull-request.ts'
import { putComment } from '../ci/sticky-comment.ts'
import { engine } from '../core/engine.ts'
import { readText } from '../files/read-text.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { cutMarkdown } from '../output/cut-markdown.ts'
import { markerIn, markerOf } from '../output/marker.ts'
import { resultOf } from '../results/result-of.ts'

interface Options extends CommonOptions {
  readonly name?: string | undefined
  readonly pullRequest?: string | undefined
  readonly as?: string | undefined
  readonly args?: string[]
}

/** `comment`: writes one comment on a pull request, and updates it after that. */
export const commentCommand = (frame: Frame) =>
  command('comment', 'Write Markdown into one comment on a GitHub pull request: created the first time, updated after that.')
    .argument('<file>', 'Markdown file, or - for standard input')
    .option('--name <name>', 'name of the comment, if a pull request has several (default: promote)')
    .option('--pull-request <number>', 'number of the pull request (default: the one that the job runs for)')
    .option('--as <login>', 'login that owns the comment (default: github-actions[bot], the user of GITHUB_TOKEN)')
    .option('--dry-run', 'only show which pull request, and send nothing')
    .action(
      acting<Options>(frame, async (task, options) => {
        const [file = '-'] = options.args ?? []
        const { markdownLimits } = await engine()
        const request = await pullRequestOf(task.context, options.pullRequest)
        const text = await readText(task.context, file)
        const said = options.name === undefined ? markerIn(text) : undefined
        const marker = said ?? markerOf(options.name ?? 'promote')
        const rest = text.slice(markerIn(text)?.length ?? 0).trimStart()
        const body = `${marker}\n${cutMarkdown(rest, markdownLimits.comment - Buffer.byteLength(marker) - 1)}`
        const { fetch = globalThis.fetch, signal } = task.context
        const isDry = task.isDry
        const sticky = { marker, body, by: options.as ?? 'github-actions[bot]' }
        const { action, url } = isDry
          ? ({ action: 'not sent', url: null } as const)
          : await putComment(fetch, request, sticky, signal)
        const value = { pullRequest: request.number, action, url, dryRun: isDry }
        const about = `The comment on pull request ${request.number}: ${action}`
        return resultOf({
          kind: 'commented',
          ...{ value, markdown: about, text: [url === null ? about : `${about}, ${url}`] },
          outputs: { 'comment-url': url ?? '' },
        })
      }),
    )

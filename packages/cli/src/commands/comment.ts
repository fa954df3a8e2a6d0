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

/** `comment`: what a pull request is told, in one place however often. */
export const commentCommand = (frame: Frame) =>
  command('comment', 'Put Markdown into the one comment of a pull request on GitHub: written the first time, written anew after.')
    .argument('<file>', 'file with Markdown, or - for standard input')
    .option('--name <name>', 'tells comments of one pull request apart (default: promote)')
    .option('--pull-request <number>', 'which (default: the one that the job runs for)')
    .option('--as <login>', 'whose comments are ours (default: github-actions[bot], which GITHUB_TOKEN is)')
    .option('--dry-run', 'only say which, and send nothing')
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

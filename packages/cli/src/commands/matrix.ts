import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'

/** `matrix`: shows which package is in which stage. */
export const matrixCommand = (frame: Frame) =>
  command('matrix', 'Show which version of each package is in which stage, and its state there.')
    .option('--name <pattern...>', 'only packages with these names; * matches anything')
    .option('--package-format <format...>', 'only packages of these formats')
    .action(
      acting<CommonOptions & { name?: string[]; packageFormat?: string[] }>(frame, async (task, { name, packageFormat }) => {
        const { matrix, matrixMarkdown, matrixText } = await import('@cloudsmith-sdk/promotion/compare')
        const { pipeline } = await task.pipeline()
        const names = name?.map(matcher)
        const found = await matrix(await task.cloudsmith(), pipeline, {
          select: (identity) =>
            (names === undefined || names.some((matches) => matches(identity.name))) &&
            (packageFormat === undefined || packageFormat.includes(identity.format)),
          signal: task.context.signal,
        })
        return resultOf({
          kind: 'matrix',
          value: found,
          rows: found.rows,
          text: matrixText(found),
          markdown: (limits) => matrixMarkdown(found, limits),
        })
      }),
    )

/** Matches names against a pattern in which `*` stands for any text. */
function matcher(pattern: string): (name: string) => boolean {
  const [first = '', ...rest] = pattern.split('*')
  return (name) => {
    if (rest.length === 0) return name === pattern
    if (!name.startsWith(first)) return false
    const last = rest.at(-1) ?? ''
    let at = first.length
    for (const part of rest.slice(0, -1)) {
      const found = name.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return name.length - last.length >= at && name.endsWith(last)
  }
}

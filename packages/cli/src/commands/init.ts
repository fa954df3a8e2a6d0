import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UsageError } from '../core/usage-error.ts'
import { exists } from '../files/exists.ts'
import { writeWhole } from '../files/write-whole.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/compared.ts'
import { proposeStages } from '../steps/propose-stages.ts'
import { recipeOf, recipeSystems } from '../steps/recipes.ts'

interface Options extends CommonOptions {
  readonly owner?: string | undefined
  readonly stages?: string[] | undefined
  readonly ci?: string | undefined
  readonly force?: true | undefined
  readonly dryRun?: true | undefined
}

/** `init`: a pipeline from what is there. */
export const initCommand = (frame: Frame) =>
  command('init', 'Write a pipeline from the repositories of a workspace, with an empty list of waivers and a recipe for CI.')
    .option('--owner <workspace>', 'workspace (default: the only one that the credential sees)')
    .option('--stages <repository...>', 'repositories in their order (default: guessed from their names)')
    .option('--ci <system>', `recipe to write: ${recipeSystems.join(', ')}`)
    .option('--force', 'write over what is there')
    .option('--dry-run', 'only show what would be written')
    .action(
      acting<Options>(frame, async (task, options) => {
        const { cwd, signal } = task.context
        const recipe = options.ci === undefined ? undefined : recipeOf(options.ci)
        const cloudsmith = await task.cloudsmith()
        const owner = options.owner ?? (await onlyWorkspace(await cloudsmith.orgs.list({}, { signal }).toArray()))
        const there = (await cloudsmith.repos.list({ owner }, { signal }).toArray()).flatMap(({ slug }) => slug ?? [])
        const missing = options.stages?.find((name) => !there.includes(name))
        if (missing !== undefined)
          throw new UsageError(`${owner} has no repository ${JSON.stringify(missing)}: it has ${there.join(', ')}.`)
        const stages = options.stages ?? proposeStages(there)
        if (stages.length < 2)
          throw new UsageError(
            `Say which repositories are the stages: --stages development staging production. ${owner} has ${there.join(', ') || 'none'}.`,
          )
        const files: Record<string, string> = {
          'cloudsmith.pipeline.yaml': await pipelineOf(owner, stages),
          'waivers.yaml': 'kind: cloudsmith-promotion/waivers\nversion: 1\nwaivers: []\n',
          ...(await recipe?.(stages, cwd)),
        }
        const isDry = task.isDry(options.dryRun)
        for (const file of Object.keys(files))
          if (!isDry && options.force !== true && (await exists(join(cwd, file))))
            throw new UsageError(`${file} is there already: --force writes over it.`)
        if (!isDry) {
          for (const [file, text] of Object.entries(files)) {
            await mkdir(dirname(join(cwd, file)), { recursive: true })
            await writeWhole(join(cwd, file), text)
          }
        }
        const shown = Object.entries(files).map(([file, text]) => `# ${file}\n${text}`)
        return resultOf({
          kind: 'initialised',
          value: { owner, stages, files: Object.keys(files), dryRun: isDry },
          rows: Object.keys(files).map((file) => ({ file })),
          text: isDry
            ? shown.join('\n')
            : `Wrote ${Object.keys(files).join(', ')}: ${stages.join(' → ')}. Next: cloudsmith-promote doctor`,
          markdown: `Wrote ${Object.keys(files)
            .map((file) => `\`${file}\``)
            .join(', ')}: ${stages.join(' → ')}.`,
        })
      }),
    )

async function onlyWorkspace(workspaces: readonly { slug?: string }[]): Promise<string> {
  const [only, ...others] = workspaces.flatMap(({ slug }) => slug ?? [])
  if (only === undefined) throw new UsageError('The credential sees no workspace.')
  if (others.length > 0) throw new UsageError(`Say which workspace with --owner: ${[only, ...others].join(', ')}.`)
  return only
}

/** The gates that most doors have; the last stage asks people as well. */
async function pipelineOf(owner: string, repositories: readonly string[]): Promise<string> {
  const { stringify } = await import('yaml')
  const last = repositories.length - 1
  const stages = repositories.map((repository, index) => ({
    repository,
    ...(index === 0
      ? {}
      : {
          tag: index === last ? 'released' : 'staged',
          gates: { scanned: {}, 'not-quarantined': {}, 'max-severity': { critical: 0, high: 0 } },
        }),
  }))
  return stringify({ owner, waivers: 'waivers.yaml', stages })
}

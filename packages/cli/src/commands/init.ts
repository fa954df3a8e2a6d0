import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UsageError } from '../core/usage-error.ts'
import { exists } from '../files/exists.ts'
import { trustName } from '../files/trust.ts'
import { writeWhole } from '../files/write-whole.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'
import { chosenApprovers, proposeApprovers } from '../steps/approvers.ts'
import { chosenStages, chosenSystem, chosenWorkspace } from '../steps/ask-init.ts'
import { type Prompts, promptsOf } from '../steps/prompts.ts'
import { recipeOf, recipeSystems } from '../steps/recipes.ts'

interface Options extends CommonOptions {
  readonly owner?: string | undefined
  readonly stages?: string[] | undefined
  readonly ci?: string | undefined
  readonly approvers?: string[] | undefined
  readonly force?: true | undefined
  readonly yes?: true | undefined
}

/** `init`: writes a pipeline file for existing repositories. */
export const initCommand = (frame: Frame) =>
  command('init', 'Write a pipeline for the repositories of a workspace, with an empty list of waivers and a CI recipe.')
    .option('--owner <workspace>', 'workspace (default: the only one that the credential can see)')
    .option('--stages <repository...>', 'repositories in the order of promotion (default: guessed from their names)')
    .option('--ci <system>', `CI system to write a recipe for: ${recipeSystems.join(', ')}`)
    .option(
      '--approvers <login...>',
      'who may approve promotions to the last stage (default: owners and managers of the workspace)',
    )
    .option('--force', 'overwrite existing files')
    .option('-y, --yes', 'accept all proposals without asking (default: ask on a terminal, but not in CI)')
    .option('--dry-run', 'only show what would be written')
    .action(
      acting<Options>(frame, async (task, options) => {
        const { cwd, signal } = task.context
        // Reports a wrong flag before any question is asked.
        if (options.ci !== undefined) recipeOf(options.ci)
        const prompts = options.yes ? undefined : await promptsOf(task)
        const cloudsmith = await task.cloudsmith()
        const owner =
          options.owner ?? (await chosenWorkspace(slugsOf(await cloudsmith.orgs.list({}, { signal }).toArray()), prompts))
        const there = slugsOf(await cloudsmith.repos.list({ owner }, { signal }).toArray())
        const missing = options.stages?.find((name) => !there.includes(name))
        if (missing !== undefined)
          throw new UsageError(`${owner} has no repository ${JSON.stringify(missing)}: it has ${there.join(', ')}.`)
        if (options.stages?.length === 1) throw new UsageError('--stages: a pipeline needs at least two stages.')
        const stages = options.stages ?? (await chosenStages(owner, there, prompts))
        const ci = options.ci ?? (prompts && (await chosenSystem(cwd, recipeSystems, prompts)))
        const recipe = ci === undefined ? undefined : await recipeOf(ci)(stages, cwd)
        if (recipe !== undefined && options.approvers !== undefined)
          throw new UsageError('--approvers cannot be combined with --ci: with a recipe, people approve in the CI system.')
        const asked = async () => chosenApprovers(await proposeApprovers(cloudsmith, owner, signal), stages.at(-1) ?? '', prompts)
        const approvers = options.approvers ?? (recipe === undefined ? await asked() : [])
        const { proposePipeline } = await import('../steps/propose-pipeline.ts')
        const isTrusting = await exists(join(cwd, trustName))
        const files: Readonly<Record<string, string>> = {
          ...proposePipeline({ owner, repositories: stages, approvers, recipe }),
          // An existing trust file is kept: only people can say whom to trust.
          ...(recipe === undefined || isTrusting ? {} : { [trustName]: recipe.trust }),
          ...recipe?.files,
        }
        const isDry = task.isDry
        if (!isDry && options.force !== true) await freePlace(cwd, Object.keys(files), prompts)
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

const slugsOf = (rows: readonly { slug?: string }[]): readonly string[] => rows.flatMap(({ slug }) => slug ?? [])

/** @throws {UsageError} a file exists already, and nobody agreed to overwrite it */
async function freePlace(folder: string, files: readonly string[], prompts: Prompts | undefined): Promise<void> {
  const found = await Promise.all(files.map(async (file) => ((await exists(join(folder, file))) ? [file] : [])))
  const there = found.flat()
  if (there.length === 0) return
  const [said, them] = there.length === 1 ? [`${there} exists already`, 'it'] : [`${there.join(' and ')} exist already`, 'them']
  if (!(await prompts?.agree(`${said}. Overwrite ${them}?`))) throw new UsageError(`${said}: use --force to overwrite ${them}.`)
}

import { join } from 'node:path'
import { UsageError } from '../core/usage-error.ts'
import { exists } from '../files/exists.ts'
import type { Prompts } from './prompts.ts'
import { proposeStages } from './propose-stages.ts'

/** The workspace: the only one, or the one that the user chooses. @throws {UsageError} there is none, or there are several and nobody to ask */
export async function chosenWorkspace(workspaces: readonly string[], prompts: Prompts | undefined): Promise<string> {
  const [only, ...others] = workspaces
  if (only === undefined) throw new UsageError('The credential cannot see any workspace.')
  if (others.length === 0) return only
  if (prompts === undefined) throw new UsageError(`Choose a workspace with --owner: ${workspaces.join(', ')}.`)
  return prompts.choose('Which workspace?', workspaces.map(choice))
}

const others = 'others'

/** The repositories of the stages: the proposed ones, or others that the user chooses. @throws {UsageError} there are too few */
export async function chosenStages(
  owner: string,
  repositories: readonly string[],
  prompts: Prompts | undefined,
): Promise<readonly string[]> {
  const proposed = proposeStages(repositories)
  const isEnough = proposed.length >= 2
  if (repositories.length < 2 || (prompts === undefined && !isEnough))
    throw new UsageError(
      `Choose the repositories that are stages: --stages development staging production. ${owner} has ${repositories.join(', ') || 'none'}.`,
    )
  if (prompts === undefined) return proposed
  const answer = isEnough
    ? await prompts.choose('Which stages do packages go through?', [
        { value: 'these', label: proposed.join(' → ') },
        { value: others, label: 'Others' },
      ])
    : others
  return answer === others ? stagesOneByOne(repositories, prompts) : proposed
}

const last = '(none)'

async function stagesOneByOne(repositories: readonly string[], prompts: Prompts): Promise<readonly string[]> {
  const stages: string[] = []
  for (;;) {
    const left = repositories.filter((name) => !stages.includes(name))
    if (left.length === 0) return stages
    const end = stages.length < 2 ? [] : [{ value: last, label: `None: ${stages.at(-1)} is the last` }]
    const question = stages.length === 0 ? 'Which repository do packages start in?' : `Where do they go from ${stages.at(-1)}?`
    const answer = await prompts.choose(question, [...end, ...left.map(choice)])
    if (answer === last) return stages
    stages.push(answer)
  }
}

/** Files by which the CI system of a folder is recognised. */
const signs: Readonly<Record<string, string>> = {
  github: '.github',
  gitlab: '.gitlab-ci.yml',
  azure: 'azure-pipelines.yml',
  buildkite: '.buildkite',
  jenkins: 'Jenkinsfile',
}

/** The CI system to write a recipe for; undefined for none. The one that the folder uses is proposed. */
export async function chosenSystem(folder: string, systems: readonly string[], prompts: Prompts): Promise<string | undefined> {
  const used = await Promise.all(systems.map((name) => exists(join(folder, signs[name] ?? name))))
  const choices = [...systems.map(choice), { value: last, label: 'None' }]
  const answer = await prompts.choose('Which CI system should get a recipe?', choices, systems[used.indexOf(true)] ?? last)
  return answer === last ? undefined : answer
}

const choice = (value: string) => ({ value })

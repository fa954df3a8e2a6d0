import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { UsageError } from '../core/usage-error.ts'
import { version } from '../core/version.ts'
import { exists } from '../files/exists.ts'

/** The recipe of each CI system: files of this package, and where they belong in a repository of code. */
const recipes = {
  github: {
    'recipes/github.yml': '.github/workflows/promote.yml',
    'action/action.yml': '.github/actions/cloudsmith-promote/action.yml',
  },
  gitlab: { 'recipes/gitlab.yml': '.gitlab-ci.promote.yml' },
  azure: { 'recipes/azure.yml': 'azure-pipelines.promote.yml' },
  buildkite: { 'recipes/buildkite.yml': '.buildkite/pipeline.promote.yml' },
  jenkins: { 'recipes/Jenkinsfile': 'Jenkinsfile.promote' },
} as const satisfies Record<string, Readonly<Record<string, string>>>

type System = keyof typeof recipes

/** CI systems that there are recipes for. */
export const recipeSystems: readonly string[] = Object.keys(recipes)

const isSystem = (name: string): name is System => Object.hasOwn(recipes, name)

/** Texts by the name of their file. */
type Files = Readonly<Record<string, string>>

/** A recipe, and what it says at its top is to be set up, so that what people decide in this system counts. */
export interface Recipe {
  readonly files: Files
  /** Of the pipeline. */
  readonly people: object
  /** Text of `trust.yaml`. */
  readonly trust: string
}

/**
 * What writes the recipe of a CI system: between the last two of the stages, with this version of the command line, and with the list of packages that
 * it reads, where a folder does not have that yet.
 *
 * @throws {UsageError} there is no such recipe; or, when it is written, a stage has a name that would be more than that in a script
 */
export function recipeOf(system: string): (stages: readonly string[], folder: string) => Promise<Recipe> {
  if (!isSystem(system)) throw new UsageError(`--ci: ${JSON.stringify(system)} is not one of ${recipeSystems.join(', ')}.`)
  return async (stages, folder) => {
    const [staging = '', production = ''] = stages.slice(-2)
    for (const name of [staging, production])
      if (!/^[\w.-]+$/.test(name))
        throw new UsageError(
          `The stage name ${JSON.stringify(name)} cannot be used in a recipe: use letters, digits, dots, hyphens and underscores.`,
        )
    const words: Files = { staging, production, latest: version }
    const list = (await exists(join(folder, 'release.yaml'))) ? {} : { 'recipes/release.yaml': 'release.yaml' }
    const files: Files = { ...recipes[system], ...list }
    // Sources and what is built of them lie at different depths.
    const home = dirname(createRequire(import.meta.url).resolve('@cloudsmith-sdk/cli/package.json'))
    const texts = Object.entries(files).map(async ([source, target]) => {
      const text = await readFile(join(home, source), 'utf8')
      return [target, text.replace(/\b(?:staging|production|latest)\b/g, (word) => words[word] ?? word)] as const
    })
    const written = await Promise.all(texts)
    const [people = '', trust = ''] = written.flatMap(([, text]) =>
      [...text.matchAll(/^(?:#|\/\/) {3}(.+)$/gm)].map(([, line = '']) => line),
    )
    const { parse } = await import('yaml')
    return { files: Object.fromEntries(written), people: parse(people), trust: trustOf(trust) }
  }
}

/** A key that is named has to be there, which only people can see to. */
const trustOf = (said: string): string =>
  `# Who is trusted for approvals. The comment at the top of the recipe explains the words in capitals and the rest of the setup.\n${said.startsWith('keys:') ? '# ' : ''}${said}\n`

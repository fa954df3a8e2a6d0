import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { UsageError } from '../core/usage-error.ts'
import { version } from '../core/version.ts'
import { exists } from '../files/exists.ts'

/** The recipe of each CI system: files of this package, and their paths in a Git repository. */
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

/** CI systems for which there are recipes. */
export const recipeSystems: readonly string[] = Object.keys(recipes)

const isSystem = (name: string): name is System => Object.hasOwn(recipes, name)

/** File contents by path. */
type Files = Readonly<Record<string, string>>

/** A recipe, and the setup that its first comment describes, so that decisions in the CI system count as approvals. */
export interface Recipe {
  readonly files: Files
  /** Entries for `people` of the pipeline. */
  readonly people: object
  /** Content of `trust.yaml`. */
  readonly trust: string
}

/**
 * Returns a function that writes the recipe of a CI system: for the last two stages, with this version of the command line, and with the package list
 * that it reads unless the folder has one.
 *
 * @throws {UsageError} there is no such recipe; or, when it is written, the name of a stage could be misread in a script
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
    // The depth of this file differs between the sources and the build.
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

/** A line with a key is commented out, because the key file does not exist yet. */
const trustOf = (said: string): string =>
  `# Who is trusted for approvals. The comment at the top of the recipe explains the words in capitals and the rest of the setup.\n${said.startsWith('keys:') ? '# ' : ''}${said}\n`

import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { EmulatorOptions } from '../options.ts'
import { optionsOfSeed } from '../seed/apply-seed.ts'
import { parseSeed, type Seed } from '../seed/parse-seed.ts'
import { UsageError } from './arguments.ts'

/** A seed and the file that it comes from. */
export interface SeedFile {
  readonly file: string
  /** The folder that the package files of the seed are relative to. */
  readonly folder: string
  readonly seed: Seed
}

/**
 * Reads a seed, and then those in a folder in the order of their names.
 *
 * @throws {UsageError} if a file or folder is missing
 * @throws {SeedError} if a seed is invalid
 */
export async function readSeeds(file: string | undefined, init: string | undefined): Promise<SeedFile[]> {
  const single = file === undefined ? [] : [await readSeed('--seed', file)]
  return init === undefined ? single : [...single, ...(await readFolder(init))]
}

async function readFolder(folder: string): Promise<SeedFile[]> {
  const names = await readdir(folder).catch((error: Error) => {
    throw new UsageError(`--init: ${folder} cannot be read: ${error.message}`)
  })
  const seeds = names.filter((name) => /\.(ya?ml|json)$/.test(name)).sort()
  if (seeds.length === 0) throw new UsageError(`--init: ${folder} has no seed files (.yaml, .yml or .json).`)
  return Promise.all(seeds.map((name) => readSeed('--init', join(folder, name))))
}

async function readSeed(option: string, file: string): Promise<SeedFile> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UsageError(`${option}: ${file} cannot be read: ${error.message}`)
  })
  return { file, folder: dirname(file), seed: parseSeed(text, file) }
}

/**
 * Merges the options of several seeds: all workspaces, and for everything else the last value.
 *
 * @throws {UsageError} if two of them have the same workspace, or two accounts the same key
 */
export function optionsOfSeeds(files: readonly SeedFile[]): EmulatorOptions {
  const owners = new Map<string, string>()
  const keys = new Map<string, { file: string; slug: string }>()
  let all: EmulatorOptions = {}
  for (const { file, seed } of files) {
    const options = optionsOfSeed(seed)
    for (const { slug, accounts } of options.workspaces ?? []) {
      for (const account of accounts) {
        const known = keys.get(account.key) ?? { file, slug: account.slug }
        if (known.slug !== account.slug)
          throw new UsageError(
            `The account ${account.slug} in ${file} has the same key as ${known.slug} in ${known.file}: give each account its own.`,
          )
        keys.set(account.key, known)
      }
      const other = owners.get(slug)
      if (other !== undefined)
        throw new UsageError(`The workspace ${slug} is in both ${other} and ${file}: put all of it into one file.`)
      owners.set(slug, file)
    }
    const workspaces = [...(all.workspaces ?? []), ...(options.workspaces ?? [])]
    all = { ...all, ...options, ...(workspaces.length > 0 && { workspaces }) }
  }
  return all
}

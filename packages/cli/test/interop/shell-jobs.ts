import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { left, type Ran, type Team } from './team.ts'

/** A job of a recipe that came to run. */
export interface ShellJob extends Ran {
  readonly cwd: string
}

/** Copies the files that a job hands on, those that there are, from one folder to another. */
export async function handOn(files: readonly string[], from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const file of files) if ((await left(from, file)) !== '') await cp(join(from, file), join(to, file))
}

/** What is always the same of a recipe, whatever runs it. */
export interface Situation {
  readonly team: Team
  /** A pull or merge request of a branch. @returns the job that plans */
  preview(): Promise<ShellJob>
  /** The main branch, up to where people are asked, and on. @returns the jobs that plan and apply */
  merge(): Promise<readonly [plan: ShellJob, apply: ShellJob]>
  /** By itself, at night. */
  night(): Promise<ShellJob>
}

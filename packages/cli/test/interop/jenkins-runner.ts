import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { handOn, type ShellJob } from './shell-jobs.ts'
import type { Team } from './team.ts'

type Texts = Readonly<Record<string, string>>

/** Runs a Jenkinsfile as Jenkins does: conditions of stages, environments with credentials, stashes. Somebody answers every input. */
export async function runJenkins(
  team: Team,
  { branch, isTimer, env, credentials }: { branch: string; isTimer: boolean; env: Texts; credentials: Texts },
): Promise<Readonly<Record<string, ShellJob>>> {
  const text = await readFile(join(team.home, 'Jenkinsfile.promote'), 'utf8')
  const [head = '', ...stages] = text.split(/^ {4}stage\('/m)
  const stash = await team.checkout()
  const done: Record<string, ShellJob> = {}
  for (const stage of stages) {
    const name = stage.slice(0, stage.indexOf("'"))
    const wanted = /not \{ triggeredBy 'TimerTrigger' \}/.test(stage) ? !isTimer : isTimer
    const [, onlyOn = branch] = /^ +branch '(\w+)'$/m.exec(stage) ?? []
    if (!wanted || onlyOn !== branch || Object.values(done).some(({ code }) => code !== 0)) continue
    const cwd = await team.checkout()
    if (stage.includes("unstash 'plan'")) await handOn(['plan.json'], join(stash, 'plan'), cwd)
    const job = {
      cwd,
      env: { ...env, ...variablesIn(head, credentials), ...variablesIn(stage, credentials), BRANCH_NAME: branch },
    }
    const [, script = ''] = /sh '''([\s\S]*?)'''/.exec(stage) ?? []
    done[name] = { cwd, ...(await team.script(['sh', '-xec'], script, job)) }
    const [, stashed = ''] = /stash name: 'plan', includes: '([^']+)'/.exec(stage) ?? []
    if (stashed !== '') await handOn([stashed], cwd, join(stash, 'plan'))
  }
  return done
}

/** `NAME = 'text'` and `NAME = credentials('id')`. */
const variablesIn = (text: string, credentials: Texts): Texts =>
  Object.fromEntries(
    [...text.matchAll(/\b([A-Z_]+) = (?:'([^']*)'|credentials\('([^']+)'\))/g)].map(([, name = '', value, id = '']) => [
      name,
      value ?? credentials[id] ?? '',
    ]),
  )

import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { bashScript } from '../complete/bash-script.ts'
import { powershellScript } from '../complete/powershell-script.ts'
import { shells } from '../complete/shells.ts'
import { oneOf } from '../core/one-of.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'

const name = 'cloudsmith-promote'

/** `completion`: prints the completion script of a shell. */
export const completionCommand = (frame: Frame) =>
  command('completion', 'Print a shell completion script for commands, flags and the stages of the pipeline.')
    .argument('<shell>', shells.join(', '))
    .action(
      acting<CommonOptions & { args?: string[] }>(frame, async (_, { args: [said = ''] = [] }) => {
        const shell = oneOf('Shell', said, shells)
        const script = shell === 'zsh' || shell === 'fish' ? await libraryScript(shell) : own[shell](name)
        return resultOf({
          kind: 'completion',
          value: { shell, script },
          text: script,
          markdown: `\`\`\`sh\n${script}\`\`\``,
        })
      }),
    )

/** Own scripts for shells in which the script of the library evaluates what is being typed. */
const own = { bash: bashScript, powershell: powershellScript } as const

async function libraryScript(shell: Exclude<(typeof shells)[number], keyof typeof own>): Promise<string> {
  const { RootCommand } = await import('@bomb.sh/tab')
  const { printedBy } = await import('../complete/answer.ts')
  return printedBy(() => new RootCommand().setup(name, name, shell))
}

/** `complete`: answers the completion script at every key press. It prints nothing but completions, also on errors. */
export const completeCommand = (frame: Frame, program: CommandUnknownOpts) =>
  new Command('complete')
    .description('Print completions for a shell.')
    .argument('[words...]', 'the words typed so far, after --')
    .action(async (words) => {
      const { completionsFor } = await import('../complete/answer.ts')
      const { namesAt } = await import('../complete/names.ts')
      const { env, cwd, stdout } = frame.context
      const at = words.indexOf('--pipeline')
      const named = at < 0 ? env.CLOUDSMITH_PROMOTE_PIPELINE || undefined : words[at + 1]
      stdout.write(completionsFor(program, await namesAt(cwd, named), words))
    })

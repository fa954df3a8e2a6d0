import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isThere } from '../src/native/program.ts'

const exec = promisify(execFile)
const main = join(dirname(createRequire(import.meta.url).resolve('@cloudsmith-sdk/cli/package.json')), 'dist', 'main.js')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'completion-'))
  await writeFile(join(folder, 'cloudsmith-promote'), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`, { mode: 0o755 })
  await writeFile(
    join(folder, 'cloudsmith.pipeline.yaml'),
    'owner: acme\nstages: [{ repository: dev }, { repository: staging }]\n',
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a program in the folder, where the program that completes is on the path. */
async function told(program: string, ...argv: string[]): Promise<string> {
  const env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder, TERM: 'dumb' }
  return (await exec(program, argv, { cwd: folder, env, timeout: 60_000 })).stdout
}

/** What is on the line after the key was pressed, or, where there is a choice, what there is to choose from. */
type Asked = (line: string) => Promise<readonly string[]>

const asking: Readonly<Record<string, Asked>> = {
  async bash(line) {
    const script = [
      'source <(cloudsmith-promote completion bash)',
      `COMP_LINE=$1 COMP_POINT=\${#1}`,
      '__cloudsmith_promote_complete',
      `printf "%s\\n" "\${COMPREPLY[@]}"`,
    ]
    return words(await told('bash', '--norc', '-c', script.join('\n'), 'bash', line))
  },
  async fish(line) {
    const script = 'cloudsmith-promote completion fish | source; complete -C $argv[1]'
    return words(await told('fish', '--no-config', '-c', script, line)).map((each) => each.split('\t')[0] ?? '')
  },
  // Completion of zsh lives in its editor alone: it is typed into one, and a key after it has the line told.
  async zsh(line) {
    const setUp = [
      'unsetopt list_beep; autoload -Uz compinit; compinit -u -d ./compdump',
      'source <(cloudsmith-promote completion zsh)',
      'tell() { print -r -- "LINE=[$BUFFER]" }; zle -N tell; bindkey "^X" tell; bindkey "^I" complete-word; echo REA""DY',
    ]
    const script = [
      'zmodload zsh/zpty; zpty z zsh -f -i',
      `zpty -w z ${quoted(setUp.join('; '))}`,
      "zpty -r z seen '*READY*'",
      `zpty -w -n z "$1"$'\\t'$'\\x18'`,
      "zpty -r z seen '*LINE=\\[*\\]*'",
      'print -r -- "$seen"',
    ]
    const [, typed = ''] = /LINE=\[([^\]]*)\]/.exec(await told('zsh', '-f', '-c', script.join('\n'), 'zsh', line)) ?? []
    return [typed.trimEnd().split(' ').at(-1) ?? '']
  },
}

const words = (text: string): readonly string[] => text.split('\n').filter(Boolean)
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

// PowerShell is not in Debian: what it is taught is only looked at by the tests of the command line.
describe.each(Object.entries(asking))('%s', (shell, asked) => {
  const missing = isThere(shell, '--version') ? undefined : `${shell} is not installed`
  test.skipIf(missing !== undefined)(
    `completes commands, formats and stages${missing === undefined ? '' : ` (skipped: ${missing})`}`,
    async () => {
      expect(await asked('cloudsmith-promote pl')).toEqual(['plan'])
      expect(await asked('cloudsmith-promote plan --fo')).toEqual(['--format'])
      expect(await asked('cloudsmith-promote plan --output ma')).toEqual(['markdown'])
      expect(await asked('cloudsmith-promote plan --from dev --to st')).toEqual(['staging'])
      expect(await asked('cloudsmith-promote plan --tag $(touch evil) --from d')).toEqual(['dev'])
      expect(await exec('ls', [folder])).not.toMatchObject({ stdout: expect.stringContaining('evil') })
    },
  )

  // It says what there is to choose from to the eye alone.
  if (shell === 'zsh') return
  test.skipIf(missing !== undefined)('offers all that there is where nothing is typed', async () => {
    expect([...(await asked('cloudsmith-promote plan --from '))].sort()).toEqual(['dev', 'staging'])
    const formats = ['json', 'junit', 'markdown', 'ndjson', 'sarif', 'text']
    expect([...(await asked('cloudsmith-promote plan --output '))].sort()).toEqual(formats)
  })
})

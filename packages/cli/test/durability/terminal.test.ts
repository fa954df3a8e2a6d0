import { execFileSync, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { firstFiveMinutes } from '../readme-blocks.ts'

const { lines } = firstFiveMinutes

/** The program as it is installed. */
const main = join(import.meta.dirname, '..', '..', 'dist', 'main.js')

/** `script` of util-linux, which runs a command in a terminal of its own. */
const hasTerminals = (() => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux')
  } catch {
    return false
  }
})()

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Types lines into a shell on a terminal, in an empty folder. Gives all that was to be seen. */
async function typed(lines: readonly string[], { columns, env = {} }: { columns: number; env?: Record<string, string> }) {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-promote-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const port = await freePort()
  const programs = { 'cloudsmith-promote': `exec '${process.execPath}' '${main}' "$@"`, npx: 'exec "$@"' }
  for (const [name, does] of Object.entries(programs))
    await writeFile(join(folder, name), `#!/bin/sh\n${does}\n`, { mode: 0o755 })
  const quoted = (line: string) => `'${line.replaceAll("'", `'\\''`)}'`
  const run = (line: string) => `printf '$ %s\\n' ${quoted(line)}; eval ${quoted(line)}; echo "=> $?"`
  const [first = '', ...rest] = lines.map((line) => line.replaceAll('8787', String(port)))
  const script = [
    `stty cols ${columns} rows 30`,
    // The first stays: it is in a terminal of its own.
    `${first} >emulator.log 2>&1 & emulator=$!`,
    // Its port tells that it is up, whatever words it says that with; without it, what it said is seen in place of a wait without end.
    `for _ in $(seq 300); do (: </dev/tcp/127.0.0.1/${port}) 2>/dev/null && break; sleep 0.1; done`,
    `(: </dev/tcp/127.0.0.1/${port}) || { cat emulator.log; exit 1; }`,
    ...rest.map(run),
    'kill -INT $emulator; wait $emulator; echo "emulator => $?"',
  ].join('\n')
  await writeFile(join(folder, 'seed.yaml'), firstFiveMinutes.seed)
  await writeFile(join(folder, 'typed.sh'), script)
  const child = spawn('script', ['--quiet', '--return', '--command', 'bash typed.sh', '/dev/null'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: `${folder}:${process.env.PATH}`, HOME: folder, TERM: 'xterm-256color', ...env },
  })
  const seen = (await text(child.stdout)).replaceAll('\r\n', '\n')
  return { seen, files: await readdir(folder) }
}

const codesIn = (seen: string) => [...seen.matchAll(/^(?:emulator )?=> (\d+)$/gm)].map(([, code]) => Number(code))

test.skipIf(!hasTerminals)('the first five minutes on a terminal, typed from the README alone', async () => {
  const { seen, files } = await typed(lines, { columns: 100 })
  const told = lines.slice(1).filter((line) => !line.startsWith('export '))
  // The plan waits for whoever agrees next.
  expect(codesIn(seen)).toEqual([...lines.slice(1), 'emulator'].map((line) => (line.includes(' plan ') ? 4 : 0)))
  for (const line of told) expect(seen).toContain(`$ ${line}`)
  // Painted in place, from the beginning to the end.
  expect(seen).toMatch(/░{20} 0 of 2 packages, \d+ requests left/)
  expect(seen).toContain('\u001b[2F\u001b[J')
  expect(seen).toMatch(/█{20} 2 of 2 packages\n.*succeeded/)
  expect(seen).toContain('acme: production: no drift in 2 packages')
  expect(files).toEqual(
    expect.arrayContaining(['cloudsmith.pipeline.yaml', 'waivers.yaml', 'plan.json', 'report.json', 'approvals']),
  )
})

const promotion = [lines[0] ?? '', ...lines.filter((line) => /^export |^cloudsmith-promote (init|promote)/.test(line))]

test.skipIf(!hasTerminals)('in 20 columns no line of the display is longer, and the rest is as it is', async () => {
  const { seen } = await typed(promotion, { columns: 20 })
  expect(codesIn(seen)).toEqual([0, 0, 0, 0])
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a terminal is told with
  const painted = [...seen.matchAll(/\u001b\[2F\u001b\[J(.*)\n\u001b\[2m(.*)\u001b\[22m/g)].flatMap(
    ([, state = '', word = '']) => [state, word],
  )
  expect(painted.length).toBeGreaterThan(4)
  expect(painted.filter((line) => line.length > 19)).toEqual([])
})

test.skipIf(!hasTerminals).each([{ TERM: 'dumb' }, { CI: 'true' }])(
  'with %o nothing is painted over: a line says each phase',
  async (env) => {
    const { seen } = await typed(promotion, { columns: 80, env })
    expect(codesIn(seen)).toEqual([0, 0, 0, 0])
    expect(seen).not.toContain('\u001b[')
    expect(seen).toMatch(
      /Checked: 2 to copy, 0 already there.*\nRequested 2 packages \(0 of 2 done\)\.\nWaiting: 2 to arrive \(0 of 2 done\)\.\n[\s\S]*Tagging 2 packages\.\n/,
    )
  },
)

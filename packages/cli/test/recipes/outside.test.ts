import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const home = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFile(join(home, file), 'utf8')
const github = ['action/action.yml', 'recipes/github.yml']

/** Every value of a key, however deep. */
const valuesOf = (value: unknown, key: string): unknown[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, each]) => [...(name === key ? [each] : []), ...valuesOf(each, key)])

test('nothing that comes from outside is part of a script', async () => {
  const scripts: Record<string, readonly unknown[]> = {}
  for (const file of github) scripts[file] = valuesOf(parse(await read(file)), 'run')
  scripts['recipes/azure.yml'] = valuesOf(parse(await read('recipes/azure.yml')), 'bash')
  for (const [file, found] of Object.entries(scripts)) {
    // The workflow has none of its own: it leaves all to the action.
    expect([file, found.length > 0]).toEqual([file, file !== 'recipes/github.yml'])
    // GitHub fills in the first before the shell reads it, Azure Pipelines the second.
    for (const script of found) expect(script).not.toMatch(/\$\{\{|\$\(/)
  }
  const jenkins = await read('recipes/Jenkinsfile')
  expect(jenkins).not.toMatch(/\bsh (?!''')|"""/)
})

test('every variable that a script uses stands in quotes', async () => {
  for (const file of [...github, ...(await readdir(join(home, 'recipes'))).map((name) => `recipes/${name}`)]) {
    const scripts = (await read(file))
      .split('\n')
      .filter((line) => /\bcloudsmith-promote |npm install/.test(line) && !line.includes('uses:'))
    for (const line of scripts) {
      const bare = line.replace(/"[^"]*"/g, '').match(/\$(?!\$?\?)[\w{$]+/g)
      expect([file, line, bare]).toEqual([file, line, null])
    }
  }
})

test('actions are what they were when they were looked at, and jobs may do only what they say', async () => {
  for (const file of github) {
    const lines = (await read(file)).split('\n').filter((line) => /^\s*(- )?uses: (?!\.\/)/.test(line))
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  }
  const { permissions, jobs } = parse(await read('recipes/github.yml'))
  expect(permissions).toEqual({})
  expect(Object.fromEntries(Object.entries<{ permissions: object }>(jobs).map(([name, job]) => [name, job.permissions]))).toEqual(
    {
      preview: { contents: 'read', 'pull-requests': 'write' },
      plan: { contents: 'read' },
      apply: { contents: 'read', 'id-token': 'write' },
      drift: { contents: 'read' },
    },
  )
})

test('every input and output of the action says what it is', async () => {
  const { inputs, outputs } = parse(await read('action/action.yml'))
  for (const { description } of Object.values<{ description: string }>({ ...inputs, ...outputs }))
    expect(description).toMatch(/\.$/)
})

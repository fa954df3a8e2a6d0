import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { run } from '../run.ts'
import { distinct, type Fetched, type Source } from '../source.ts'

const xml = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'dependency' || name === 'license' })

let repository = ''

/** `dependency:get` downloads an artefact and the parents of its POM; `help:effective-pom` reads what they say together. */
export const maven: Source = {
  format: 'maven',
  async prepare(folder) {
    await run('mvn', ['--version'])
    repository = folder
  },
  async fetch(what) {
    const pom = await download(what, 'pom')
    return { file: await download(what, 'jar'), extra: { pom_file: pom }, before: await parents(pom) }
  },
  async facts({ extra }, folder) {
    const output = join(folder, 'effective.xml')
    await mvn(['-f', extra?.pom_file ?? '', 'help:effective-pom', `-Doutput=${output}`])
    const { project } = xml.parse(await readFile(output, 'utf8'))
    const listed: { groupId: string; artifactId: string }[] = project.dependencies?.dependency ?? []
    return {
      name: project.artifactId,
      version: project.version,
      license: project.licenses?.license?.[0]?.name,
      dependencies: distinct(listed.map((each) => `${each.groupId}:${each.artifactId}`)),
    }
  },
}

/** The parents of a POM, the outermost first: as they have to be in a repository before it. */
async function parents(pom: string): Promise<Fetched[]> {
  const { parent } = xml.parse(await readFile(pom, 'utf8')).project
  if (!parent) return []
  const file = await download(`${parent.groupId}:${parent.artifactId}:${parent.version}`, 'pom')
  return [...(await parents(file)), { file }]
}

/** @returns where the artefact lies then */
async function download(coordinates: string, extension: 'jar' | 'pom'): Promise<string> {
  const [group = '', artifact = '', version = ''] = coordinates.split(':')
  await mvn(['dependency:get', '-Dtransitive=false', `-Dartifact=${coordinates}:${extension}`])
  return join(repository, ...group.split('.'), artifact, version, `${artifact}-${version}.${extension}`)
}

async function mvn(args: readonly string[]): Promise<void> {
  await run('mvn', ['--quiet', '--batch-mode', `-Dmaven.repo.local=${repository}`, ...args], repository)
}

import { createHash } from 'node:crypto'
import { debPackage, mavenJar, nugetPackage, type PackageFixture, pythonWheel, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { npmPack } from './npm.ts'

/** A package to push, and what the story expects to become of it. */
export interface Artifact extends PackageFixture {
  readonly title: string
  /** Stages that it should reach. */
  readonly reaches: readonly ('staging' | 'production')[]
}

/** Packages of six formats: two that `npm pack` makes of installed packages, and small ones of other ecosystems. */
export async function makeArtifacts(): Promise<Artifact[]> {
  const [lodash, ms] = (await npmPack('lodash', 'ms')) as [PackageFixture, PackageFixture]
  return [
    { ...lodash, title: 'lodash 4.17.20, which has known CVEs', reaches: [] },
    { ...ms, title: 'ms 2.1.3', reaches: ['staging', 'production'] },
    {
      ...pythonWheel({
        name: 'acme-greeting',
        version: '1.2.0',
        license: 'MIT',
        files: { 'acme_greeting.py': 'GREETING = "hello"\n' },
      }),
      title: 'a Python wheel',
      reaches: ['staging', 'production'],
    },
    {
      ...pythonWheel({ name: 'acme-copyleft', version: '0.3.0', license: 'AGPL-3.0-only' }),
      title: 'a Python wheel with a licence that the pipeline does not allow',
      reaches: [],
    },
    {
      ...mavenJar({ groupId: 'org.apache.logging.log4j', artifactId: 'log4j-core', version: '2.14.1', license: 'Apache-2.0' }),
      title: 'log4j-core 2.14.1, identified by its Maven coordinates',
      reaches: [],
    },
    {
      ...nugetPackage({ name: 'Acme.Text', version: '2.0.1', license: 'MIT' }),
      title: 'a NuGet package',
      reaches: ['staging', 'production'],
    },
    {
      ...debPackage({ name: 'acme-agent', version: '1.0.0-1', architecture: 'amd64', distribution: 'debian/bookworm' }),
      title: 'a Debian package, which the service does not scan',
      reaches: ['staging', 'production'],
    },
    {
      ...rawFile({ name: 'handbook', version: '7', bytes: new TextEncoder().encode('Read me before every release.\n') }),
      title: 'a raw file that the manual check will reject',
      reaches: ['staging'],
    },
  ]
}

/** SHA-256 of a package's file, as it was before anybody saw it. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pnpm } from '../pnpm.ts'
import { bundledIn } from './bundled.ts'
import { type Installed, manifestIn } from './tree.ts'

/** What is read of a bill of materials. @see https://cyclonedx.org/docs/1.6/json/ */
export interface Bom {
  readonly bomFormat: string
  readonly specVersion: string
  readonly metadata: { readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

interface Component {
  readonly type: string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly 'bom-ref': string
  readonly licenses?: readonly unknown[]
  readonly properties?: readonly { readonly name: string; readonly value: string }[]
}

/**
 * The bill of materials of a package: what is installed with it, as pnpm tells it, and what of others is within its own files, which no package
 * manager knows of. Runs after its build.
 *
 * @throws {Error} pnpm cannot make it
 */
export async function sbomOf(folder: string): Promise<Bom> {
  const { name } = manifestIn(folder)
  const out = mkdtempSync(join(tmpdir(), 'sbom-'))
  try {
    const format = ['--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6', '--prod', '--exclude-peers']
    const [program, ...options] = pnpm
    const args = [...options, '--filter', name, 'sbom', ...format, '--out', join(out, '%s.json')]
    const { status, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
    const [file] = readdirSync(out)
    if (status !== 0 || file === undefined) throw new Error(`pnpm made no bill of materials of ${name}: ${stderr}`)
    const bom = JSON.parse(readFileSync(join(out, file), 'utf8')) as Bom
    const bundled = await bundledIn(folder)
    return withBundled(
      bom,
      bundled.map(({ manifest }) => manifest),
    )
  } finally {
    rmSync(out, { recursive: true })
  }
}

/** Adds what a package has in its own files, marked as CycloneDX marks it for npm. */
export function withBundled(bom: Bom, bundled: readonly Installed[]): Bom {
  const components = bundled.map(componentOf).filter(({ purl }) => !bom.components.some((known) => known.purl === purl))
  const root = bom.metadata.component['bom-ref']
  const refs = components.map((component) => component['bom-ref'])
  return {
    ...bom,
    components: [...bom.components, ...components],
    dependencies: [
      ...bom.dependencies.map((each) =>
        each.ref === root ? { ...each, dependsOn: [...(each.dependsOn ?? []), ...refs].sort() } : each,
      ),
      ...refs.map((ref) => ({ ref })),
    ],
  }
}

function componentOf({ name, version, license }: Installed): Component {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  return {
    ...{ type: 'library', name, version, purl, 'bom-ref': purl },
    ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
    properties: [{ name: 'cdx:npm:package:bundled', value: 'true' }],
  }
}

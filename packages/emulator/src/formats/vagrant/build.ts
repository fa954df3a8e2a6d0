import { gzip, tar } from '../../format/archive-writers.ts'
import type { FixtureFiles, PackageFixture } from '../../format/package-fixture.ts'

/** Options of {@link vagrantBox}. */
export interface VagrantBoxOptions {
  name: string
  version: string
  /** Default: `virtualbox`. */
  provider?: string
  /** Further files, by path inside the box. */
  files?: FixtureFiles
}

/** Builds a Vagrant box like `vagrant package`, but without a disk, with the fields that its upload requires. */
export function vagrantBox({ name, version, provider = 'virtualbox', files }: VagrantBoxOptions): PackageFixture {
  const contents = { 'metadata.json': JSON.stringify({ provider }), Vagrantfile: '', ...files }
  return {
    format: 'vagrant',
    filename: `${name.replaceAll('/', '-')}-${version}.box`,
    bytes: gzip(tar(contents)),
    fields: { name, version, provider },
    extra: {},
  }
}

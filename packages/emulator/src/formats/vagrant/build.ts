import { gzip, tar } from '../../format/archive-writers.ts'
import type { FixtureFiles, PackageFixture } from '../../format/package-fixture.ts'

/** What {@link vagrantBox} is called, and what is in it. */
export interface VagrantBoxOptions {
  name: string
  version: string
  /** `virtualbox` unless said otherwise. */
  provider?: string
  /** Further files, by path inside the box. */
  files?: FixtureFiles
}

/** Makes a Vagrant box, as `vagrant package` would but without a disk, and the fields that its upload needs. */
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

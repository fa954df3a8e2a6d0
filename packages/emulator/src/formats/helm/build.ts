import { stringify } from 'yaml'
import { gzip, tar } from '../../format/archive-writers.ts'
import { inFolder, type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link helmChart}: the content of its `Chart.yaml`. The licence becomes an annotation. */
export interface HelmChartOptions extends PackageOptions {
  /** Chart to version or range; all of them are in the same repository. */
  dependencies?: Readonly<Record<string, string>>
}

/** Builds a Helm chart like `helm package`. */
export function helmChart({ name, version, license, description, dependencies = {}, files }: HelmChartOptions): PackageFixture {
  const chart = {
    apiVersion: 'v2',
    name,
    version,
    ...(description && { description }),
    ...(license && { annotations: { 'artifacthub.io/license': license } }),
    dependencies: Object.entries(dependencies).map(([chart, range]) => ({
      name: chart,
      version: range,
      repository: 'https://charts.example.org',
    })),
  }
  const contents = { 'Chart.yaml': stringify(chart), 'values.yaml': '{}\n', ...files }
  return plainFixture('helm', `${name}-${version}.tgz`, gzip(tar(inFolder(name, contents))))
}

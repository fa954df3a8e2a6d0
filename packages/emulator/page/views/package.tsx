import type { PackageDetailAnswer } from '../../src/control/package-answers.ts'
import type { PackageDetail as ApiPackage } from '../../src/generated/v1.ts'
import { useLive } from '../live.ts'
import { Facts, Problem, Section, View } from '../outline.tsx'
import { linkTo } from '../route.ts'
import { Badge, Badges, Code, Text, Time } from '../text.tsx'
import { number, size } from '../words.ts'
import { Dependencies, Files, History, Metadata, Scans, Siblings } from './package-sections.tsx'
import { RepositoryLink, Stage, Tags } from './parts.tsx'

/** Details of one package. */
export function PackageDetail({ slugPerm }: { slugPerm: string }) {
  const { data, error } = useLive<PackageDetailAnswer>(`packages/${encodeURIComponent(slugPerm)}`)
  if (data === undefined) return <View title="Package">{error === undefined ? 'Loading…' : <Problem error={error} />}</View>
  const pkg = data.package as unknown as ApiPackage
  const tags = Object.values(pkg.tags as Record<string, string[]>).flat()
  return (
    <View
      title={[pkg.display_name ?? slugPerm, pkg.version].filter(Boolean).join(' ')}
      aside={<a href={linkTo(['packages'], { repository: data.place })}>Packages of {data.place}</a>}
    >
      <Problem error={error} />
      <Verdicts detail={data} pkg={pkg} />
      <Facts
        facts={[
          ['Format', pkg.format],
          ['Repository', <RepositoryLink key="place" place={data.place} />],
          [
            'Status',
            <Stage
              key="status"
              row={{
                status: pkg.status_str ?? '',
                stage: pkg.stage_str ?? '',
                progress: pkg.sync_progress ?? 0,
                deleting: pkg.status_str === 'Deleting',
                reason: pkg.status_reason ?? null,
              }}
            />,
          ],
          ['Tags', tags.length > 0 && <Tags key="tags" tags={tags} />],
          ['Scan', pkg.security_scan_status],
          ['Licence', pkg.license && <Text key="license" of={pkg.license} />],
          ['Distribution', pkg.distro && `${pkg.distro.name} ${pkg.distro_version?.name ?? ''}`],
          [
            'Architectures',
            (pkg.architectures ?? []).length > 0 && (
              <Text key="architectures" of={(pkg.architectures ?? []).map(({ name }) => name).join(', ')} />
            ),
          ],
          ['Size', size(pkg.size ?? 0)],
          ['Downloads', number(pkg.downloads ?? 0)],
          ['Uploaded', pkg.uploaded_at && <Time key="at" at={pkg.uploaded_at} />],
          ['Uploader', pkg.uploader && <Text key="uploader" of={pkg.uploader} />],
          ['Identifier', <code key="identifier">{slugPerm}</code>],
          ['Summary', pkg.summary && <Text key="summary" of={pkg.summary} most={1000} />],
          ['Description', pkg.description && <Text key="description" of={pkg.description} areLines most={4000} />],
        ]}
      />
      <Files files={pkg.files ?? []} />
      <Scans scans={data.scans} status={pkg.security_scan_status ?? ''} />
      <Dependencies dependencies={data.dependencies} />
      <Siblings siblings={data.siblings} place={data.place} />
      <History history={data.history} />
      <Metadata metadata={data.metadata} />
      <Section title="As the API shows it">
        <details>
          <summary>JSON</summary>
          <Code text={JSON.stringify(data.package)} name="The package as the API shows it" />
        </details>
      </Section>
    </View>
  )
}

/** Why a package cannot be used, and the results of policies. */
function Verdicts({ detail: { verdicts }, pkg }: { detail: PackageDetailAnswer; pkg: ApiPackage }) {
  const bad = verdicts.filter(({ violated }) => violated)
  if (!pkg.is_quarantined && !pkg.status_reason && bad.length === 0) return null
  return (
    <div class="problem">
      {pkg.is_quarantined && <strong>In quarantine. </strong>}
      {pkg.status_reason && <Text of={pkg.status_reason} most={1000} />}
      <ul class="lines">
        {bad.map(({ kind, policy, quarantines, reasons, at }) => (
          <li key={`${kind} ${policy}`}>
            <Badges>
              <Badge kind="bad">{kind} policy</Badge>
              {quarantines && <Badge kind="bad">quarantines</Badge>}
            </Badges>{' '}
            <strong>
              <Text of={policy} />
            </strong>
            {reasons.length > 0 && ': '}
            <Text of={reasons.join(' ')} most={2000} /> {at !== null && <Time at={at} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

import type { ComponentChildren } from 'preact'
import type { PackageDetailAnswer } from '../../src/control/package-answers.ts'
import type { PackageFile } from '../../src/generated/v1.ts'
import { Section } from '../outline.tsx'
import { linkTo } from '../route.ts'
import { type Column, Table } from '../table.tsx'
import { Badge, Code, Copy, Text, Time } from '../text.tsx'
import { count, number, size } from '../words.ts'
import { packageLink, RepositoryLink, severityKind, Tags } from './parts.tsx'

type Scan = PackageDetailAnswer['scans'][number]
type Sibling = PackageDetailAnswer['siblings']['packages'][number]
type Dependency = PackageDetailAnswer['dependencies'][number]

const checksums = ['md5', 'sha1', 'sha256', 'sha512'] as const

/** The files of a package with their checksums. */
export function Files({ files }: { files: readonly PackageFile[] }) {
  return (
    <Section title={title('Files', files.length)}>
      <ul class="sheet plain">
        {files.map((file) => (
          <li key={file.slug_perm}>
            <details open={files.length === 1}>
              <summary>
                <strong>
                  <Text of={file.filename ?? ''} />
                </strong>{' '}
                <span class="faint">
                  {size(file.size ?? 0)}, {file.tag}
                  {file.is_primary && ', primary'}
                </span>
              </summary>
              <dl class="checksums">
                {checksums.map((name) => {
                  const value = file[`checksum_${name}`]
                  return value ? <Checksum key={name} name={name} value={value} filename={file.filename ?? ''} /> : null
                })}
                {file.cdn_url && <Checksum name="URL" value={file.cdn_url} filename={file.filename ?? ''} />}
              </dl>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Checksum({ name, value, filename }: { name: string; value: string; filename: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>
          <Text of={value} most={2000} />
        </code>{' '}
        <Copy text={value} name={`${name} of ${filename}`} />
      </dd>
    </div>
  )
}

/** The scans of a package: all findings of the latest one, and the number of those before. */
export function Scans({ scans, status }: { scans: readonly Scan[]; status: string }) {
  const [latest, ...earlier] = scans
  return (
    <Section title={title('Vulnerabilities', latest?.findings.length)}>
      {latest === undefined || latest.findings.length === 0 ? (
        <p class="sheet empty">
          {latest ? 'Nothing was found at ' : status}
          {latest && <Time at={latest.at} />}
        </p>
      ) : (
        <ul class="sheet plain">
          {latest.findings.map((finding) => (
            <Finding key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
      {earlier.length > 0 && (
        <p class="faint">
          Earlier scans:{' '}
          {earlier.map(({ identifier, at, findings }, index) => (
            <span key={identifier}>
              {index > 0 && ', '}
              <Time at={at} /> ({number(findings.length)} found)
            </span>
          ))}
        </p>
      )}
    </Section>
  )
}

function Finding({ finding }: { finding: Scan['findings'][number] }) {
  const { id, severity, score, title: about, description, fixed, affected, aliases, references } = finding
  return (
    <li>
      <details>
        <summary>
          <Badge kind={severityKind(severity)}>
            {severity}
            {score !== null && ` ${score}`}
          </Badge>{' '}
          <code>{id}</code> <Text of={about} />{' '}
          <span class="faint">{fixed === null ? 'No fixed version is known.' : <Text of={`Fixed in ${fixed}.`} />}</span>
        </summary>
        <p class="text">
          <Text of={description} areLines most={4000} />
        </p>
        <p class="faint">
          <Text
            of={[`Found in ${affected}.`, aliases.length > 0 && `Also known as ${aliases.join(', ')}.`].filter(Boolean).join(' ')}
          />
        </p>
        {/* Addresses of advisories are told, not linked: they come from outside. */}
        <ul class="lines faint">
          {references.map((reference) => (
            <li key={reference}>
              <Text of={reference} most={1000} />
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}

const dependencyColumns: readonly Column<Dependency>[] = [
  { title: 'Name', cell: ({ name }) => <Text of={name} />, style: 'name' },
  {
    title: 'Version',
    cell: ({ operator, version }) => (
      <Text of={[operator === 'matches' ? null : operator, version ?? 'any'].filter(Boolean).join(' ')} />
    ),
  },
  { title: 'Kind', cell: ({ type }) => type, style: 'tight' },
]

/** The dependencies of a package. */
export function Dependencies({ dependencies }: { dependencies: readonly Dependency[] }) {
  return (
    <Optional title="Dependencies" rows={dependencies}>
      <Table
        name="Dependencies"
        columns={dependencyColumns}
        rows={dependencies}
        keyOf={({ name, type, version }) => `${name} ${type} ${version}`}
        empty=""
      />
    </Optional>
  )
}

const siblingColumns: readonly Column<Sibling>[] = [
  {
    title: 'Version',
    cell: ({ slug_perm, version, filename }) => (
      <a class="strong" href={packageLink(slug_perm)}>
        <Text of={version ?? filename} />
      </a>
    ),
    style: 'name',
  },
  { title: 'Repository', cell: ({ place }) => <RepositoryLink place={place} />, style: 'tight' },
  { title: 'Status', cell: ({ status }) => status, style: 'tight' },
  { title: 'Tags', cell: ({ tags }) => <Tags tags={tags} />, style: 'wide' },
  { title: 'Uploaded', cell: ({ uploaded_at }) => <Time at={uploaded_at} />, style: 'tight wide' },
]

/** Other versions, and packages in other repositories. */
export function Siblings({ siblings: { total, packages }, place }: { siblings: PackageDetailAnswer['siblings']; place: string }) {
  const beside = packages.filter((sibling) => sibling.place === place)
  const elsewhere = packages.filter((sibling) => sibling.place !== place)
  const table = (name: string, rows: readonly Sibling[]) => (
    <Optional title={name} rows={rows}>
      <Table name={name} columns={siblingColumns} rows={rows} keyOf={({ slug_perm }) => slug_perm} empty="" />
    </Optional>
  )
  return (
    <>
      {table('Other versions', beside)}
      {table('In other repositories', elsewhere)}
      {total > packages.length && (
        <p class="faint">
          The newest {number(packages.length)} of {count(total, 'package')} of this name.
        </p>
      )}
    </>
  )
}

/** The events of a package. */
export function History({ history }: { history: PackageDetailAnswer['history'] }) {
  return (
    <Section title="History">
      <ol class="sheet plain">
        {history.map(({ at, what, who, delivery }, index) => (
          <li key={index}>
            <Time at={at} />{' '}
            {delivery === null ? <Text of={what} /> : <a href={linkTo(['deliveries', delivery])}>webhook {what}</a>}
            {who !== null && (
              <span class="faint">
                {' '}
                by <Text of={who} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** JSON metadata that was attached to a package. */
export function Metadata({ metadata }: { metadata: PackageDetailAnswer['metadata'] }) {
  return (
    <Optional title="Attached metadata" rows={metadata}>
      <ul class="sheet plain">
        {metadata.map(({ slug_perm, source, content_type, content }) => (
          <li key={slug_perm}>
            <details>
              <summary>
                <Text of={source} />{' '}
                <span class="faint">
                  <Text of={content_type} />
                </span>
              </summary>
              <Code text={JSON.stringify(content)} name={`Metadata of ${source}`} />
            </details>
          </li>
        ))}
      </ul>
    </Optional>
  )
}

/** A section that is left out if it is empty. */
function Optional({ title: name, rows, children }: { title: string; rows: readonly unknown[]; children: ComponentChildren }) {
  return rows.length === 0 ? null : <Section title={title(name, rows.length)}>{children}</Section>
}

const title = (name: string, amount: number | undefined) => (amount ? `${name} (${number(amount)})` : name)

import type { NativeFile, NativePackage } from '../../format/native-package.ts'
import type { UpstreamFile } from '../../format/native-upstream.ts'
import { checksumsOf, fileTagsOf, nameOf, type StoredFile, versionOf } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import { wholeName } from './key.ts'
import { notesIn } from './notes.ts'
import type { Offer } from './upstreams/offer.ts'

/** The package or offer behind a package that a registry was shown. */
export type Behind = { readonly pkg: PackageRecord } | { readonly offer: Offer }

const behind = new WeakMap<NativePackage, Behind>()

/** Returns what is behind a package that {@link shown} or {@link offered} created. */
export function behindOf(shown: NativePackage): Behind {
  const found = behind.get(shown)
  if (found === undefined) throw new TypeError('a registry can only ask for packages that it was shown')
  return found
}

/** A package that is here, in the view of registries. @param offer the same package at an upstream */
export function shown(pkg: PackageRecord, home: 'own' | 'connected', offer?: Offer): NativePackage {
  const { content, uploadedAt, uploader, tags } = pkg
  const view: NativePackage = {
    name: content.facts === undefined ? (nameOf(content) ?? '') : wholeName(content.format, content.facts),
    version: versionOf(content) ?? '',
    files: content.files.map(fileOf) as [NativeFile, ...NativeFile[]],
    home,
    publishedAt: uploadedAt,
    uploader: uploader.slug,
    tags,
    fileTags: fileTagsOf(content),
    upstreamTags: offer?.entry.tags ?? [],
    manifest: content.facts,
    fields: content.fields,
    notes: notesIn(pkg),
    told: offer?.entry.told,
  }
  behind.set(view, { pkg })
  return view
}

/** A package of an upstream, in the view of registries. */
export function offered(offer: Offer): NativePackage {
  const { entry } = offer
  const [first, ...others] = entry.files
  const view: NativePackage = {
    name: entry.name,
    version: entry.version,
    files: [offeredFile(first), ...others.map(offeredFile)],
    home: 'upstream',
    publishedAt: entry.publishedAt,
    uploader: undefined,
    tags: [],
    fileTags: [],
    upstreamTags: entry.tags ?? [],
    manifest: entry.manifest,
    fields: entry.fields ?? {},
    notes: {},
    told: entry.told,
  }
  behind.set(view, { offer })
  return view
}

function offeredFile({ field = 'package_file', filename, checksums, bytes }: UpstreamFile): NativeFile {
  return { field, filename, checksums, bytes }
}

function fileOf(file: StoredFile): NativeFile {
  const { field, filename, blob, upload } = file
  return { field, filename, checksums: checksumsOf(file) ?? {}, bytes: blob?.bytes ?? upload?.blob?.bytes }
}

import { publishPath, symbolsPath } from './addresses.ts'

/** The resources of a registry with their URLs. @see https://learn.microsoft.com/nuget/api/service-index */
export function serviceIndex(url: string): object {
  const resource = (path: string, type: string, versions: readonly string[] = ['']) =>
    versions.map((version) => ({ '@id': `${url}/${path}`, '@type': version === '' ? type : `${type}/${version}` }))
  const early = ['', '3.0.0-beta', '3.0.0-rc']
  return {
    version: '3.0.0',
    resources: [
      ...resource('v3/flatcontainer/', 'PackageBaseAddress', ['3.0.0']),
      ...resource('v3/registrations/', 'RegistrationsBaseUrl', [...early, '3.4.0']),
      ...resource('v3/registrations-semver2/', 'RegistrationsBaseUrl', ['3.6.0']),
      ...resource('v3/query', 'SearchQueryService', [...early, '3.5.0']),
      ...resource('v3/autocomplete', 'SearchAutocompleteService', [...early, '3.5.0']),
      ...resource(publishPath, 'PackagePublish', ['2.0.0']),
      ...resource(symbolsPath, 'SymbolPackagePublish', ['4.9.0']),
    ],
  }
}

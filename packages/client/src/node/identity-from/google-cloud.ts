import { ask, metadataLimits } from '../request-identity.ts'
import type { Detector } from './detector.ts'

/** Variables set by Cloud Run, its jobs, Cloud Functions and App Engine, and the one that names the metadata server itself. */
const markers = ['GCE_METADATA_HOST', 'K_REVISION', 'CLOUD_RUN_JOB', 'FUNCTION_TARGET', 'GAE_SERVICE']

/**
 * Google Cloud: the metadata server issues an identity token for the service account. Virtual machines and clusters cannot be recognised by their
 * environment variables: there, the server is only asked if the user names this detector.
 */
export const googleCloud: Detector = {
  id: 'gcp',
  name: 'Google Cloud',
  detect({ environment: { variable }, audience, send, isNamed }) {
    if (!isNamed && variable(...markers) === undefined) return undefined
    const host = variable('GCE_METADATA_HOST') ?? 'metadata.google.internal'
    const query = new URLSearchParams({ audience, format: 'full' })
    const address = `http://${host}/computeMetadata/v1/instance/service-accounts/default/identity?${query}`
    const request = () => new Request(address, { headers: { 'Metadata-Flavor': 'Google' } })
    return { identityToken: async () => (await ask(request, send, metadataLimits)).trim() }
  },
}

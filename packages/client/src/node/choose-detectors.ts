import type { Environment } from './environment.ts'
import type { Detector } from './identity-from/detector.ts'
import { detectors } from './identity-from/detectors.ts'
import { splitList } from './list.ts'
import type { Settings } from './settings.ts'

/** A detector to try, and whether the user named it explicitly. */
export interface Chosen {
  readonly detector: Detector
  readonly isNamed: boolean
}

/**
 * The detectors to try, in order: those listed in `CLOUDSMITH_OIDC_DETECTOR_ORDER` (or `oidc_detector_order`), or else all of them, without
 * those that `CLOUDSMITH_OIDC_<ID>_DISABLED` (or `oidc_disabled_detectors`) turns off. Unknown names are ignored.
 *
 * @see docs/service.md#openid-connect
 */
export function chooseDetectors(config: Settings, { variable }: Environment): Chosen[] {
  const ids = (text: string | undefined) => splitList(text?.toLowerCase())
  const wanted = ids(variable('CLOUDSMITH_OIDC_DETECTOR_ORDER') ?? config.find('oidc_detector_order')?.value)
  const disabled = ids(config.find('oidc_disabled_detectors')?.value)
  const isDisabled = (id: string) => variable(`CLOUDSMITH_OIDC_${id.toUpperCase()}_DISABLED`)?.toLowerCase() === 'true'
  const ordered =
    wanted.length === 0 ? detectors : [...new Set(wanted)].flatMap((id) => detectors.filter((detector) => detector.id === id))
  return ordered
    .filter(({ id }) => !disabled.includes(id) && !isDisabled(id))
    .map((detector) => ({ detector, isNamed: wanted.includes(detector.id) }))
}

/**
 * The promotion service, for programs that embed it.
 *
 * @module
 */
export { DatabaseError, ServiceError, SettingsError } from './core/errors.ts'
export type { Fields, Level, Log } from './core/log.ts'
export { type RunningService, type ServiceOptions, startService } from './service.ts'
export { readSettings, type Settings, type Surroundings, settingsFrom } from './settings/read-settings.ts'

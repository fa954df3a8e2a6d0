import type { Command, OptionValues } from '@commander-js/extra-typings'

/** The option for the Docker registry. */
export interface DockerRegistryOptions {
  readonly dockerRegistry?: string | undefined
}

/** Adds the flag for the Docker registry, from which image indexes are read: they refer to more images. */
export const readingImages = <Args extends unknown[], Options extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Options, Globals>,
) =>
  command.option(
    '--docker-registry <url>',
    'registry that lists the platforms of Docker images; it gets the credential. off: none (default: that of the service or emulator)',
  )

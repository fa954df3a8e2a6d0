/** Whether secrets may be sent to a URL: the connection is encrypted, or does not leave this machine. */
export const mayBeSentSecrets = (url: URL): boolean => url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))

/** Whether a URL leads to this machine. */
export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

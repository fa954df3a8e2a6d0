/** Whether what is secret may be sent to an address: it is encrypted on its way, or does not leave the machine. */
export const mayBeSentSecrets = (url: URL): boolean => url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))

/** Whether an address stays on this machine. */
export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

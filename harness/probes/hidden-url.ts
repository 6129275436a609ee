/** A URL without its query and user information, which hold keys: what messages may show. */
export function hideSecrets(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url)
    return `${protocol}//${host}${pathname}`
  } catch {
    return '(no URL)'
  }
}

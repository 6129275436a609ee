/**
 * The line that runs instead when a packet mentions `mod_event_socket` and `unload` or `reload` anywhere outside its
 * body (wire specification 3.21): the module cannot unload itself in its own thread.
 * @param text the whole packet without its body
 */
export function unloadInstead(text: string): string | undefined {
  const lower = text.toLowerCase()
  if (!lower.includes('mod_event_socket')) return undefined
  if (lower.includes('unload')) return 'api bgapi unload mod_event_socket'
  return lower.includes('reload') ? 'api bgapi reload mod_event_socket' : undefined
}

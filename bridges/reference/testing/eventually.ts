/** Waits until `probe` returns something other than undefined or false. Rejects with what it was waiting for. */
export const eventually = async <T>(
  what: string,
  probe: () => T | undefined | false,
  deadlineMs = 10_000,
): Promise<T> => {
  const deadline = performance.now() + deadlineMs
  for (;;) {
    const value = probe()
    if (value !== undefined && value !== false) return value
    if (performance.now() > deadline) throw new Error(`Cannot see "${what}" within ${deadlineMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

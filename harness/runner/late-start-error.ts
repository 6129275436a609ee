/** The bridge was not ready in time for the start that was asked for. */
export class LateStartError extends Error {
  /** @param startAtMs Unix milliseconds @param leadMs how long before it the bridge must be ready */
  constructor(startAtMs: number, leadMs: number, lateMs: number) {
    const asked = new Date(startAtMs).toISOString()
    super(`Cannot start at ${asked} as the bridge must be ready ${leadMs} ms before: it was ${Math.ceil(lateMs)} ms late`)
    this.name = 'LateStartError'
  }
}

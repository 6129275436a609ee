/** Octets of a page of WebAssembly's memory. */
const PAGE_BYTES = 65_536
const MOST_PAGES = 65_536

interface MemorySize {
  readonly initial: number
  readonly maximum: number
  readonly shared: true
}

/** The part of the engine's WebAssembly that is used; absent in an engine that runs without it. */
interface Engine {
  readonly WebAssembly?: { readonly Memory: new (pages: MemorySize) => { readonly buffer: SharedArrayBuffer } }
}

/**
 * Shared memory, at least so large, that begins at the start of a line of the processor's cache, as far as the engine
 * lets us have it. A SharedArrayBuffer begins where the C library puts it: with glibc 16 octets behind the start of a
 * line, so that each slot of 64 octets lies in two of them and costs two fetches. Memory of WebAssembly consists of
 * pages.
 */
export function allocateLines(bytes: number): SharedArrayBuffer {
  const pages = Math.ceil(bytes / PAGE_BYTES)
  const { WebAssembly: assembly } = globalThis as unknown as Engine
  if (assembly === undefined || pages > MOST_PAGES) return new SharedArrayBuffer(bytes)
  try {
    return new assembly.Memory({ initial: pages, maximum: pages, shared: true }).buffer
  } catch {
    // It reserves gigabytes of addresses for each memory, of which a limit of the process may leave too few.
    return new SharedArrayBuffer(bytes)
  }
}

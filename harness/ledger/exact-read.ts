import type { FrameFormat } from './key-finder.ts'

/** Changes an event in another bridge's shape into one with our field names; undefined when it is none. */
export type FieldMapping = (parsed: unknown) => Readonly<Record<string, unknown>> | undefined

/**
 * Parses an event: the slow way, for what a scan does not find.
 * @returns its fields in our names; undefined when the octets are no such thing
 */
export function readExactly(
  octets: Buffer,
  format: FrameFormat,
  mapping: FieldMapping | undefined,
): Readonly<Record<string, unknown>> | undefined {
  const parsed = format === 'json' ? parseJson(octets) : Object.fromEntries(new URLSearchParams(octets.toString()))
  if (mapping) return mapping(parsed)
  return isRecord(parsed) ? parsed : undefined
}

function parseJson(octets: Buffer): unknown {
  try {
    return JSON.parse(octets.toString())
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

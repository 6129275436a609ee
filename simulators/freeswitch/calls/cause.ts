import { HANGUP_CAUSES, type HangupCause } from '../channel/hangup-cause.ts'
import { atoi } from '../codec/c-text.ts'

const BY_NUMBER: ReadonlyMap<number, HangupCause> = new Map(
  Object.entries(HANGUP_CAUSES).map(([name, number]) => [number, name as HangupCause] as const),
)

/** A cause by name, without regard to case, or by number; anything else clears normally. */
export function parseCause(text: string): HangupCause {
  if (/^[0-9]/.test(text)) return BY_NUMBER.get(atoi(text)) ?? 'NORMAL_CLEARING'
  return findCause(text) ?? 'NORMAL_CLEARING'
}

/** A cause by name, without regard to case. */
export function findCause(text: string): HangupCause | undefined {
  const name = text.toUpperCase()
  return name in HANGUP_CAUSES ? (name as HangupCause) : undefined
}

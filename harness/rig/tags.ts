/**
 * Unique texts that stimuli carry as uniqueid, callid or user, so that what comes out can be told from what others sent:
 * `<run>-<topic>-<name>.<n>`. No tag is the beginning of the tag of another check.
 */
export interface Tags {
  /** A tag that was never given before. */
  next(): string
  /** What all tags of this check begin with. */
  readonly prefix: string
}

/** `attempt` counts repetitions of the check from 1. */
export function createTags(run: string, check: string, attempt = 1): Tags {
  const prefix = `${run}-${check.replaceAll('/', '-')}${attempt > 1 ? `-r${attempt}` : ''}.`
  let count = 0
  return { prefix, next: () => `${prefix}${String(++count).padStart(4, '0')}` }
}

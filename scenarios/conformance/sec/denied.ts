import { claim, fact, type Judgement } from '../../../harness/index.ts'

/** Whether a request was let in: a websocket opened, an event taken. No answer at all is 0. */
const isAccepted = (status: number): boolean => status === 101 || (status >= 200 && status < 300)

/**
 * That whoever asked was not let in.
 * @param more other statuses that are right here besides 401 and 403
 */
export function denied(what: string, status: number, more: readonly number[] = []): Judgement {
  const judgement = claim([401, 403, ...more].includes(status), `${what} is answered 401 or 403`, `${status || 'no answer'}`)
  return isAccepted(status) ? fact(judgement) : judgement
}

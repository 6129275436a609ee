import { claim, unknown } from '../checkers/claim.ts'
import type { Judgement } from '../model/conformance.ts'
import type { TargetError } from '../target/target-error.ts'
import type { CheckDefinition } from './define-check.ts'

/**
 * What a bridge that did not start means for the check that it was started for: one that died did so itself and fails
 * it, with its last output as evidence; whether one that was not ready in time was slow or the machine is not known.
 */
export function judgeStart({ expectation }: Pick<CheckDefinition, 'expectation'>, { code, message }: TargetError): Judgement {
  const [reason = '', ...printed] = message.split('\n')
  const evidence = printed.length > 0 ? [{ title: 'it printed last', excerpt: printed.join('\n') }] : []
  if (code === 'died-early') return claim(false, 'the bridge starts', reason, evidence)
  return { ...unknown(expectation, `the bridge did not start: ${reason}`), evidence }
}

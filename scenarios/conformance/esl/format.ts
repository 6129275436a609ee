import { type CheckDefinition, defineCheck, notApplicable } from '../../../harness/index.ts'

/** A check of what stands only in events of one format: nothing to a bridge that asks for another. */
export const onlyIn = (format: 'plain' | 'json', check: CheckDefinition): CheckDefinition =>
  defineCheck({
    ...check,
    async run(rig) {
      if ((await rig.esl().ready(rig.limits.readyMs)) && rig.esl().format !== format) {
        return notApplicable(check.expectation, `the bridge asks for ${rig.esl().format} events`)
      }
      return check.run(rig)
    },
  })

/** The same check on a bridge that is asked to subscribe to json events. */
export const inJson = (check: CheckDefinition): CheckDefinition =>
  onlyIn('json', { ...check, id: `${check.id}-json`, title: `${check.title}, in json`, wiring: { tuning: { format: 'json' } } })

/** POST-03: A slow, hung, refusing or resetting URL delays no other URL, output or input. */
import { defineCheck, event, inOrder } from '../../../harness/index.ts'

export const hungIsolated = defineCheck({
  id: 'post/hung-isolated',
  title: 'a hung URL delays nobody',
  requirements: ['POST-03'],
  needs: ['webhook'],
  wiring: { webhooks: 2, fresh: true },
  stimulus: 'the first URL accepts and never answers; 200 events',
  expectation: 'the second URL and the websocket get all of them within D',
  mutants: ['M42'],
  async run(rig) {
    const [input] = rig.inputs('esl-inbound', 'http-post', 'messaged-websocket')
    const [hung] = rig.webhooks
    if (!input || !hung) return []
    const tags = Array.from({ length: 200 }, () => rig.tag())
    const trial = await rig.trial(
      input,
      async () => {
        hung.behave({ kind: 'hang' })
        await input.mark(...tags)
      },
      { outputs: rig.outputs.filter((output) => output !== hung) },
    )
    return trial.judge(inOrder(event('call/start'), 'uniqueid', tags))
  },
})

/** ING-03: Form decoding is exact: `+` and %20, %2B, UTF-8, empty and repeated names, malformed `%`. */
import { callStartFields, claim, defineCheck, event, exactly, formText } from '../../../harness/index.ts'

export const decode = defineCheck({
  id: 'ing/decode',
  title: 'form decoding',
  requirements: ['ING-01', 'ING-03'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: 'from=%2B4420&to=a+b%20c&body=%C3%BC%26%3D%25%0D%0A&empty=&bare',
  expectation: '"+4420", "a b c", "ü&=%" CR LF, "" and ""; answered 2xx',
  mutants: ['M37'],
  async run(rig) {
    const uniqueid = rig.tag()
    const body = `${formText(callStartFields(uniqueid))}&from=%2B4420&to=a+b%20c&body=%C3%BC%26%3D%25%0D%0A&empty=&bare`
    let status = 0
    const trial = await rig.trial(rig.ingress, async () => {
      status = (await rig.ingress.post(body))?.status ?? 0
    })
    const values = { from: '+4420', to: 'a b c', body: 'ü&=%\r\n', empty: '', bare: '' }
    return [...trial.judge(exactly(1, event('call/start', { uniqueid }), values)), claim(status >= 200 && status < 300, 'answered 2xx', `answered ${status || 'nothing'}`)]
  },
})

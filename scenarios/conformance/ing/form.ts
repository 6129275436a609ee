/** ING-03: Form decoding is exact: `+` and %20, %2B, UTF-8, empty and repeated names, malformed `%`. */
import { anyEvent, callStartFields, claim, defineCheck, event, exactly, type Expectation, formText, none, wellFormed } from '../../../harness/index.ts'
import { forwardsUnknown, isSuccess, taken } from './replies.ts'

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
    const known = { from: '+4420', to: 'a b c' }
    const values = forwardsUnknown(rig) ? { ...known, body: 'ü&=%\r\n', empty: '', bare: '' } : known
    return [...trial.judge(exactly(1, event('call/start', { uniqueid }), values)), taken('the POST', status)]
  },
})

export const badPercent = defineCheck({
  id: 'ing/bad-percent',
  title: 'malformed escapes',
  requirements: ['ING-03'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: 'from=%zz&to=%&from_name=%E9',
  expectation: '2xx and "%zz", "%", U+FFFD; or 400 and no event',
  mutants: ['M03'],
  async run(rig) {
    const uniqueid = rig.tag()
    let status = 0
    const trial = await rig.trial(rig.ingress, async () => {
      status = (await rig.ingress.post(`${formText(callStartFields(uniqueid))}&from=%zz&to=%&from_name=%E9`))?.status ?? 0
    })
    const delivered = exactly(1, event('call/start', { uniqueid }), { from: '%zz', to: '%', from_name: '\uFFFD' })
    const expectation = isSuccess(status) ? delivered : none(anyEvent({ uniqueid }))
    return [...trial.judge(expectation), claim(isSuccess(status) || status === 400, 'answered 2xx or 400', `answered ${status || 'nothing'}`)]
  },
})

export const repeated = defineCheck({
  id: 'ing/repeated',
  title: 'repeated and bracketed names',
  requirements: ['ING-03', 'EVT-07'],
  needs: ['http-post'],
  wiring: 'shared',
  stimulus: 'from=a&from=b&q[]=1&p[k]=2',
  expectation: 'from is the text a or b; the names stay as they are; no name twice',
  mutants: ['M07'],
  async run(rig) {
    const uniqueid = rig.tag()
    const trial = await rig.trial(rig.ingress, () => rig.ingress.post(`${formText(callStartFields(uniqueid))}&from=a&from=b&q[]=1&p[k]=2`))
    const from = { is: '"a" or "b"', holds: (value: string) => value === 'a' || value === 'b' }
    const values = forwardsUnknown(rig) ? { from, 'q[]': '1', 'p[k]': '2' } : { from }
    const expectations: Expectation[] = [exactly(1, event('call/start', { uniqueid }), values), wellFormed()]
    return trial.judge(...expectations)
  },
})

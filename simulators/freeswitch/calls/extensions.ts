import type { Dialplan } from './dialplan.ts'

/**
 * The dialplan of a node unless it is given another one. Numbers that answer, ring, park, play, meet and call out, so
 * that a call can be put into any state by dialling; those from 9200 on connect to a client that waits at a port.
 */
export const EXTENSIONS: Dialplan = {
  default: [],
  public: [
    { number: '9100', actions: [['answer'], ['playback', 'tone_stream://%(500,100,440)'], ['park']] },
    {
      number: '9101',
      actions: [
        ['set', 'hangup_after_bridge=true'],
        ['set', 'continue_on_fail=false'],
        ['bridge', 'sofia/external/uas@127.0.0.1:5090'],
      ],
    },
    {
      number: '9102',
      actions: [
        ['set', 'call_timeout=3'],
        ['set', 'bridge_answer_timeout=3'],
        ['bridge', 'sofia/external/early@127.0.0.1:5091'],
      ],
    },
    { number: '9103', actions: [['bridge', 'sofia/external/busy@127.0.0.1:5092']] },
    { number: '9104', actions: [['answer'], ['conference', 'golden@default']] },
    { number: '9105', actions: [['answer'], ['echo']] },
    { number: '9106', actions: [['park']] },
    { number: '9107', actions: [['answer'], ['fifo', 'goldq in']] },
    { number: '9108', actions: [['answer'], ['fifo', 'goldq out nowait']] },
    { number: '9109', actions: [['answer'], ['valet_park', 'goldlot 7001']] },
    { number: '9110', actions: [['pre_answer'], ['sleep', '500'], ['answer'], ['sleep', '3600000']] },
    { number: '9111', actions: [['answer'], ['sleep', '3600000']] },
    { number: '9112', actions: [['answer'], ['playback', 'tone_stream://%(300,100,440)'], ['hangup']] },
    { number: '9113', actions: [['ring_ready'], ['sleep', '30000']] },
    { number: '9114', actions: [['bridge', 'sofia/external/uas@127.0.0.1:5090']] },
    {
      number: '9120',
      actions: [
        ['answer'],
        ['playback', 'silence_stream://1500'],
        ['playback', 'tone_stream://%(2000,0,440)'],
        ['playback', 'silence_stream://3600000'],
      ],
    },
    { number: '9121', actions: [['answer'], ['tone_detect', 'golden 440 r +5000'], ['park']] },
    { number: '9122', actions: [['respond', '404 Not Here']] },
    { number: '9123', actions: [['transfer', '1 XML nowhere']] },
    {
      number: '9125',
      actions: [
        ['set', 'call_timeout=3'],
        ['set', 'ignore_early_media=true'],
        ['bridge', 'sofia/external/early@127.0.0.1:5091'],
      ],
    },
    {
      number: '9126',
      actions: [
        ['answer'],
        ['playback', 'silence_stream://3000,1400'],
        ['playback', 'tone_stream://v=0;%(2000,0,440)'],
        ['playback', 'silence_stream://4000,1400'],
      ],
    },
    { number: '9200', actions: [['socket', '127.0.0.1:8084']] },
    { number: '9201', actions: [['socket', '127.0.0.1:8084 sync']] },
    { number: '9202', actions: [['socket', '127.0.0.1:8084 async']] },
    { number: '9203', actions: [['socket', '127.0.0.1:8084 full']] },
    { number: '9204', actions: [['socket', '127.0.0.1:8084 async full']] },
    { number: '9205', actions: [['socket', '127.0.0.1:8084/some/path?x=1 async full']] },
    {
      number: '9206',
      actions: [
        ['answer'],
        ['socket', '127.0.0.1:8084 async full'],
        ['set', 'after_socket=yes'],
        ['playback', 'tone_stream://%(300,100,440)'],
        ['hangup'],
      ],
    },
    { number: '9207', actions: [['socket', '127.0.0.1:8099 async full'], ['answer'], ['sleep', '500']] },
    { number: '9208', actions: [['socket', '127.0.0.1:8099|127.0.0.1:8084 async full']] },
  ],
}

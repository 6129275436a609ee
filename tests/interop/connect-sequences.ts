/** What a client writes, and the octets that it must be answered with before it goes on. Binary strings. */
export interface SequenceStep {
  readonly sends: string
  readonly needs: string
}

/** How a client of another ecosystem begins its session, as its source says. */
export interface ConnectSequence {
  readonly client: string
  /** Whether it writes its first command without waiting for the greeting. */
  readonly isPipelined?: boolean
  readonly steps: readonly SequenceStep[]
}

const ACCEPTED = 'Content-Type: command/reply\nReply-Text: +OK accepted\n\n'
const replied = (text: string): string => `Content-Type: command/reply\nReply-Text: ${text}\n\n`
const answered = (body: string): string => `Content-Type: api/response\nContent-Length: ${body.length}\n\n${body}`
const typed = (line: string): string => `api ${line}\nconsole_execute: true\n\n`

export const CONNECT_SEQUENCES: readonly ConnectSequence[] = [
  {
    client: 'fs_cli',
    steps: [
      { sends: 'auth ClueCon\n\n', needs: ACCEPTED },
      { sends: 'api switchname\n\n', needs: answered('node1') },
      { sends: 'api hostname\n\n', needs: answered('node1') },
      { sends: 'log 7\n\n', needs: replied('+OK log level 7 [7]') },
      { sends: typed('hostname'), needs: answered('node1') },
      { sends: typed('echo one;;echo two'), needs: answered('onetwo') },
      { sends: typed('nosuch thing'), needs: answered('-ERR nosuch thing Command not found!\n') },
      { sends: typed('show channels'), needs: answered('\n0 total.\n') },
      { sends: 'api console_complete c=4;stat\n\n', needs: answered('\n\nwrite=7:status ') },
      { sends: 'event plain HEARTBEAT\n\n', needs: replied('+OK event listener enabled plain') },
      { sends: 'filter Event-Name HEARTBEAT\n\n', needs: replied('+OK filter added. [Event-Name]=[HEARTBEAT]') },
      { sends: 'nixevent HEARTBEAT\n\n', needs: replied('+OK events nixed') },
      { sends: 'noevents\n\n', needs: replied('+OK no longer listening for events') },
      { sends: 'nolog\n\n', needs: replied('+OK no longer logging') },
    ],
  },
  {
    client: 'libesl with a directory user',
    steps: [
      {
        sends: 'userauth alice@test:secret\n\n',
        needs:
          'Content-Type: command/reply\nReply-Text: +OK accepted\nAllowed-Events: all\nAllowed-API: all\nAllowed-LOG: true\n\n',
      },
      { sends: 'event plain ALL\n\n', needs: replied('+OK event listener enabled plain') },
    ],
  },
  {
    client: 'greenswitch',
    steps: [
      { sends: 'auth ClueCon\n\n', needs: ACCEPTED },
      { sends: 'event plain CUSTOM sofia::register\n\n', needs: replied('+OK event listener enabled plain') },
    ],
  },
  {
    client: 'Genesis',
    steps: [
      { sends: 'auth ClueCon\n\n', needs: ACCEPTED },
      { sends: 'events plain ALL\n\n', needs: replied('+OK event listener enabled plain') },
      { sends: 'filter Event-Name HEARTBEAT\n\n', needs: replied('+OK filter added. [Event-Name]=[HEARTBEAT]') },
    ],
  },
  {
    client: 'switchio',
    steps: [
      { sends: 'auth ClueCon\n\n', needs: ACCEPTED },
      { sends: 'exit\n\n', needs: replied('+OK bye') },
    ],
  },
  {
    client: 'percipia/eslgo',
    steps: [
      { sends: 'auth ClueCon\r\n\r\n', needs: ACCEPTED },
      { sends: 'event plain ALL\r\n\r\n', needs: replied('+OK event listener enabled plain') },
      { sends: 'exit\r\n\r\n', needs: replied('+OK bye') },
    ],
  },
  {
    client: 'fiorix/go-eventsocket',
    steps: [
      { sends: 'auth ClueCon\r\n\r\n', needs: ACCEPTED },
      { sends: 'events json ALL\r\n\r\n', needs: replied('+OK event listener enabled json') },
    ],
  },
  {
    client: 'goesl',
    steps: [
      { sends: 'auth ClueCon\r\n\r\n', needs: ACCEPTED },
      { sends: 'events json ALL\r\n\r\n', needs: replied('+OK event listener enabled json') },
      { sends: 'api echo hello\r\n\r\n', needs: answered('hello') },
      { sends: 'exit\r\n\r\n', needs: replied('+OK bye') },
    ],
  },
  {
    client: 'esl-client for Java',
    steps: [
      { sends: 'auth ClueCon\n\n', needs: ACCEPTED },
      { sends: 'event plain all\n\n', needs: replied('+OK event listener enabled plain') },
      { sends: 'filter Event-Name heartbeat\n\n', needs: replied('+OK filter added. [Event-Name]=[heartbeat]') },
      { sends: 'api echo hello\n\n', needs: answered('hello') },
      { sends: 'filter delete Event-Name heartbeat\n\n', needs: replied('+OK filter deleted. [Event-Name][heartbeat]') },
      { sends: 'noevents\n\n', needs: replied('+OK no longer listening for events') },
      { sends: 'exit\n\n', needs: replied('+OK bye') },
    ],
  },
  {
    client: 'fsock',
    steps: [
      { sends: 'auth ClueCon\n\n', needs: ACCEPTED },
      { sends: 'filter Call-Direction inbound\n\n', needs: replied('+OK filter added. [Call-Direction]=[inbound]') },
      {
        sends: 'event plain CHANNEL_ANSWER CHANNEL_HANGUP_COMPLETE BACKGROUND_JOB CUSTOM sofia::register\n\n',
        needs: replied('+OK event listener enabled plain'),
      },
    ],
  },
  {
    client: 'librevox',
    isPipelined: true,
    steps: [
      {
        sends: 'auth ClueCon\n\nevent plain ALL\n\nfilter Unique-ID 1\n\n',
        needs: `${ACCEPTED}${replied('+OK event listener enabled plain')}${replied('+OK filter added. [Unique-ID]=[1]')}`,
      },
    ],
  },
  {
    client: 'FusionPBX',
    steps: [
      { sends: 'auth ClueCon\n\n', needs: ACCEPTED },
      { sends: 'event plain all\n\n', needs: replied('+OK event listener enabled plain') },
      { sends: 'filter Event-Name CHANNEL_CREATE\n\n', needs: replied('+OK filter added. [Event-Name]=[CHANNEL_CREATE]') },
      { sends: 'filter Event-Name HEARTBEAT\n\n', needs: replied('+OK filter added. [Event-Name]=[HEARTBEAT]') },
    ],
  },
  {
    client: 'modesl, a segment for each line',
    steps: [
      { sends: 'auth ClueCon\n', needs: '' },
      { sends: '\n', needs: ACCEPTED },
    ],
  },
]

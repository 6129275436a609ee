/**
 * What the contract says in words, and what it leaves to the bridge: the page has these sections before its tables. The
 * requirements that checks name are in `scenarios/requirements`.
 */
export const RULES = `
## Ways of writing

- **Websocket.** The bridge serves \`/events/websocket/?authkey=KEY\`, by default at port 4875. Each event is one text
  message that holds one JSON object and nothing else. There is no replay: a subscriber gets what comes while it is there.
- **Webhook.** Each event is one POST to each configured URL, path and query as configured, a user and password of the URL
  as Basic authorization. The reply is ignored: no second attempt, no redirect. Only a request that failed on a reused
  connection before any octet of a reply, and that was not read in full, may be sent again.
- **Form encoding.** \`application/x-www-form-urlencoded\` as the WHATWG URL standard writes it: UTF-8, percent-encoded; a
  space is \`+\` or \`%20\`; each name once; the order is free. A number is written as JSON would write it. The value of a
  field is the same text in both ways of writing.
- **Text** is valid UTF-8. Octets of a source that are none become U+FFFD and never cost the event.
- **TLS.** Where a certificate is configured, ingress and websocket speak TLS (1.2 or later) and nothing else. To a server
  that it connects to, the bridge says nothing before that one has proven itself: signed by a trusted authority, valid
  now, for the host of the URL.

## Time and order

- \`timestamp\` is the time of the event, not of its forwarding: the digits of Event-Date-Timestamp, or of a received
  event what it says. An event without a time gets the time at which it was received.
- **A call that came by an outbound socket** has its call/start from the reply to \`connect\`, with
  Caller-Channel-Created-Time as its time: CHANNEL_CREATE is long past. It has no call/route, as its routing is past too,
  unless the profile says \`outboundRoute\`. Its call/end comes once: from CHANNEL_HANGUP_COMPLETE where that arrives;
  else when the connection ends, with the cause last known or \`""\`, duration \`0\`, and the time of CHANNEL_HANGUP or,
  without one, of the end of the connection.
- machine/up and machine/down have the bridge's own time, as nobody else states one. \`reason\` is free text.
- Events of one leg (one \`uniqueid\` of one machine) reach every websocket subscriber in the order in which they came in.
  Between legs, machines, inputs and outputs no order is promised. Event-Sequence and timestamps say nothing about order
  or loss: a real FreeSWITCH repeats and reverses both.

## Calls

- \`callid\` is Channel-Call-UUID of that same event. FreeSWITCH changes it during a call: correlate by \`uniqueid\`. A
  profile may say \`callid: latched\`, the value of the start.
- A transfer routes a leg again, so call/route may come twice, and after call/answer; an originated leg has none.
- An end or an answer of a call whose start was not seen is delivered all the same.
- \`cause\` and \`duration\` are as the switch sent them (duration is variable_duration, a difference of whole seconds).

## Values

- A header that comes more than once, a list (\`ARRAY::\`) and a JSON array become one text, the same on both outputs and for
  both formats of the Event Socket. Which of several values it is, is left to the bridge.
- In JSON \`machine\` and \`duration\` are numbers, of received events too where they are spelled as one. Nothing else is:
  \`0044\`, \`1e5\` and \`true\` are texts.
- Without \`machine\` in a received event there is none in the delivered one.

## Machines

- machine/up comes when a node has accepted the subscription, machine/down when its link is lost or was silent for the idle
  time (at least three heartbeats): each once per transition, not per attempt to connect.
- A link that was lost is tried again with growing delay, at most once a second on average.

## Posted events

- \`POST /events?authkey=KEY\`, a form, answered 2xx before any output is done with it. Without \`class\`, \`event\` or
  \`timestamp\` it is no event.
- Refusals: 401 or 403 for key or address, 404 for the path, 405 for the method, 400, 408, 413, 415 or 431 for the request.
  With key and list of addresses both must be right, and the address is that of the connection, never of a header.
- Of two keys in one URL none counts, unless the profile says which (\`repeatedKey\`).
`.trim()

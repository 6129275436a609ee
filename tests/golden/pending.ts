/** Recordings that a replay does not match yet, each with its reason. One that matches must leave this list. */
export const PENDING: Readonly<Record<string, string>> = {
  'api-large-response': 'lists the API commands of modules that are not imitated',
  'api-show-application-json': 'lists the interfaces of modules that are not imitated',
  'log-with-session': 'log lines of calls are not imitated',
  'log-and-events':
    'a turn of the real server lasts 20 ms and writes log lines before events, so that an older event comes later',
}

/**
 * Text that an abridged recording leaves out between its head and a run of one character, by recording. The parts that
 * the other recordings of the same command have in this place are the same; the checksum of the whole, which is compared
 * when a recording is read, shows that nothing else is missing.
 */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'sendevent-body-1mib-plain': 'r: 2283\nEvent-Sequence: 922\nContent-Length: 1048576\n\n',
  'sendevent-body-1mib-json':
    'lling-Line-Number":"2283","Event-Sequence":"923","Content-Length":"1048576","_body":"',
}

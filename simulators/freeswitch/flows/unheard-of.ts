import { defineEvents } from './event-script.ts'

/**
 * An event that no client knows: a module of some vendor's makes up a subclass and headers of its own, with values
 * that a careless parser trips over. It stands for no recording.
 */
export const unheardOf = defineEvents({
  name: 'unheard-of',
  milestones: [],
  events: () => [
    {
      name: 'CUSTOM',
      subclass: 'vendor::unheard_of',
      site: { file: 'mod_vendor.c', function: 'vendor_tell', line: 481 },
      headers: [
        ['Vendor-Class', 'call'],
        ['class', 'call'],
        ['event', 'start'],
        ['Vendor-Text', 'a: b\nContent-Length: 5\n\n%0A'],
        ['Vendor-Empty', ''],
      ],
      body: 'Event-Name: CHANNEL_CREATE\n\n',
    },
  ],
})

import { excerptOf, visible } from '../checkers/excerpt.ts'
import { createRoom, type Room } from './room.ts'

/** What went over the links of a rig while one check ran, both ways, bounded. */
export interface Journal {
  /** What all peers together may keep. */
  readonly room: Room
  /** A place to write down the octets of one link. */
  tap(link: string): Tap
  /** Forgets what was written so far: a new check begins. */
  begin(): void
  /** One line per event or octet run, oldest first. */
  text(): string
  /** The last few lines. */
  tail(): string
}

export interface Tap {
  /** What whoever reads this link takes before it keeps something. */
  readonly room: Room
  toBridge(octets: Uint8Array): void
  fromBridge(octets: Uint8Array): void
  note(text: string): void
}

/** Octets of all links together that one check may leave behind. */
const LIMIT = 2 * 2 ** 20
/** Characters of the whole text: octets that cannot be shown as they are take several. */
const TEXT_LIMIT = 4 * 2 ** 20
const TAIL_LINES = 12

export function createJournal({ room = createRoom(Number.POSITIVE_INFINITY), now = () => performance.now() }: { readonly room?: Room; readonly now?: () => number } = {}): Journal {
  let lines: { readonly at: number; readonly text: string; readonly octets: Buffer | undefined }[] = []
  let startedAt = now()
  let kept = 0
  let leftOut = 0
  const write = (text: string, octets?: Uint8Array): void => {
    if (octets && kept + octets.length > LIMIT) {
      leftOut += octets.length
      return
    }
    kept += octets?.length ?? 100
    // A copy: the octets may be a view of a buffer that goes on living.
    if (kept <= LIMIT) lines.push({ at: now(), text, octets: octets && Buffer.from(octets) })
  }
  const stamp = (at: number): string => `${((at - startedAt) / 1000).toFixed(4).padStart(9)} s`
  return {
    room,
    tap: (link) => ({
      room,
      toBridge: (octets) => write(`${link} → bridge, ${octets.length} octets`, octets),
      fromBridge: (octets) => write(`bridge → ${link}, ${octets.length} octets`, octets),
      note: (text) => write(`${link}: ${text}`),
    }),
    begin() {
      lines = []
      kept = 0
      leftOut = 0
      startedAt = now()
    },
    text() {
      const body = lines.map(({ at, text, octets }) => (octets ? `${stamp(at)}  ${text}\n${indented(octets)}\n` : `${stamp(at)}  ${text}\n`))
      const text = body.join('').slice(0, TEXT_LIMIT)
      return leftOut > 0 || text.length === TEXT_LIMIT ? `${text}\n… and more: ${leftOut} octets were not kept\n` : text
    },
    tail: () => lines.slice(-TAIL_LINES).map(({ at, text, octets }) => `${stamp(at)}  ${text}${octets ? `  ${excerptOf(octets.subarray(0, 120))}` : ''}`).join('\n'),
  }
}

const indented = (octets: Buffer): string => octets.toString('utf8').split('\n').map((line) => `    | ${visible(line)}`).join('\n')

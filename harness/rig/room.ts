/** Room for what peers keep of a bridge's octets until they are judged: a bridge that never stops sending must not fill our memory. */
export interface Room extends Disposable {
  /** Octets that it has. */
  readonly octets: number
  /** Whether something did not fit. */
  readonly isFull: boolean
  /** Takes so many octets; false, and nothing is taken, when so many are not left. */
  take(octets: number): boolean
  /** A part of it, which gives back everything when it is disposed. */
  part(octets: number): Room
}

/** What a frame, a request or a piece costs besides the octets in it, with all that is made of it when it is judged. */
export const OVERHEAD = 2048

export const createRoom = (octets: number): Room => divide(octets, () => true, () => undefined)

function divide(octets: number, takeOutside: (octets: number) => boolean, giveBack: (octets: number) => void): Room {
  let taken = 0
  let isFull = false
  const take = (wanted: number): boolean => {
    const fits = taken + wanted <= octets && takeOutside(wanted)
    if (fits) taken += wanted
    else isFull = true
    return fits
  }
  return {
    octets,
    get isFull() {
      return isFull
    },
    take,
    part: (size) =>
      divide(size, take, (back) => {
        taken -= back
        giveBack(back)
      }),
    [Symbol.dispose]() {
      giveBack(taken)
      taken = 0
    },
  }
}

/** Unix time as events carry it: seconds with six decimals. @param epochUs whole microseconds */
export function toTimestamp(epochUs: number): string {
  const seconds = Math.floor(epochUs / 1e6)
  return `${seconds}.${String(epochUs - seconds * 1e6).padStart(6, '0')}`
}

/** A text with its first letter as a capital, as titles and sentences begin. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

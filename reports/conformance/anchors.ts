/** Ids within the page of a conformance report. */
const word = (text: string): string => text.replaceAll(/[^\w-]/g, '-')

export const checkAnchor = (id: string): string => `check-${word(id)}`
export const topicAnchor = (topic: string): string => `topic-${word(topic)}`
export const requirementAnchor = (id: string): string => `requirement-${word(id)}`

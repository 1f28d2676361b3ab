/** Colours of what is told apart by name alone: rigs, items. There are eight; who has more sees them again, and the words beside them. */
export const laneOf = (place: number): string => `var(--lane${place % 8})`;

/** The forms in which subscribers get frames. Apart from their making, so that the table of flags need not load it. */

/** What subscribers get: an object a frame in JSON, an Arrow stream, or the bytes as they came. */
export const subscriberFormats = ["ndjson", "arrow", "wits"] as const;
export type SubscriberFormat = (typeof subscriberFormats)[number];

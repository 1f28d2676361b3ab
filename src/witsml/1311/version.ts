/** WITSML 1.3.1.1: as 1.4.1.1, with columns that are numbered, and fewer types of values. */
export const NAMESPACE = "http://www.witsml.org/schemas/131";

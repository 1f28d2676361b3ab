/** What stands wherever events of a rig are shown: on pages, in tables' metadata, beside what subscribers get. */
export const ADVISORY = "Advisory, not a well-control system";

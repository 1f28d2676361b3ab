/** Words of running the service: a part of the table of English words. */

export const enUpkeep = {
  upkeep: {
    title: "The service",
    parts: { jobs: "Jobs", backups: "Backups", companies: "Companies" },
    jobsHint:
      "What the service does by itself, for all companies. What failed is tried again ten minutes later.",
    states: { waiting: "not yet", running: "running", done: "done", failed: "failed" },
    does: {
      deliver: "Send mails and webhooks that wait",
      proposals: "Propose shifts that have ended from what their rigs recorded",
      release: "Send approved reports to their client",
      deemed: "Accept reports on which their client did not decide in time",
      alerts: "Raise alerts of reports that are missing",
      "rig-gaps": "Hold reports against what their rigs recorded",
      reminders: "Remind those for whom a report waits",
      digest: "Write the one mail of the day",
      "bill-mail": "Mail managers what the day before came to",
      issue: "Issue bills of the month before",
      backup: "Back up all that the service keeps",
      quality: "Look whether audit chain, reports and photos are what was written",
      retention: "Forget what is of no more use",
      "audit-head": "Tell the end of the audit chain",
    } as Readonly<Record<string, string>>,
    now: "Do it now",
    again: "Try again",
    last: (time: string) => `Last ${time}`,
    since: (time: string) => `Since ${time}`,
    next: (time: string) => `next ${time}`,
    always: "all the time",
    backup: {
      now: "Back up now",
      last: (time: string) => `The last backup is of ${time}.`,
      none: "There is no backup yet.",
      running: "A backup is being made. Work goes on meanwhile.",
      failed: (why: string) => `The last one failed: ${why}`,
      kept: (folder: string, keep: number) =>
        `Each night into ${folder}. The last ${keep} of the nights are kept, and the last ${keep} that somebody asked for.`,
      nowhere:
        "No backups are made: this service knows no place for them. WITS_BACKUP_FOLDER names one, on another disk; then one is made each night.",
      postgres:
        "The database is a PostgreSQL: pg_dump backs it up, and the folder of photos and keys is copied as files are.",
      of: "Of",
      files: "Files",
      size: "Size",
      place: "Folder",
      restore: "Bring one back",
      stop: "Stop the service.",
      run: "Run this, with a new folder. It is filled when all of the backup is right.",
      begin: "Start the service with that folder.",
      offsite: "Take copies elsewhere too: what lies on the same disk is lost with it.",
    },
    companies: {
      hint: "They share this service and nothing else. You see that they are here, and nothing of what is theirs.",
      add: "Add a company",
      name: "Name",
      id: "Id",
      idHint: "Small letters, digits and hyphens. It stays as it is.",
      idWrong: "Small letters, digits and hyphens, 40 at most.",
      taken: "There is a company with that id.",
      since: "Since",
      active: "at work",
      aside: "put aside",
      putAside: "Put aside",
      takeBack: "Take back",
      own: "you are signed in to it",
      asideQuestion: (name: string) =>
        `Put ${name} aside? Nobody of it is let in from then on, and nothing is sent for it. What it has stays, and you can take it back.`,
      added: (name: string) =>
        `${name} is here. Sign out and sign in to it: then invite its first admin under Company.`,
    },
  },
};

/** What is posted, in the shape that its receiver reads: our own document, or a message for a channel of Slack or Teams. */
import type { Json } from "../../store/audit/event.js";

export const shapes = ["json", "slack", "teams"] as const;
export type Shape = (typeof shapes)[number];

/** Something that happened, for programs and for people. */
export interface Happened {
  readonly id: string;
  readonly type: string;
  /** RFC 3339. */
  readonly at: string;
  readonly tenant: string;
  readonly data: Json;
  readonly title: string;
  readonly lines: readonly string[];
  readonly url: string;
}

export const bodyFor = (shape: Shape, happened: Happened): string => JSON.stringify(bodies[shape](happened));

const bodies: Readonly<Record<Shape, (happened: Happened) => object>> = {
  json: ({ id, type, at, tenant, data, title, url }) => ({ id, type, at, tenant, title, url, data }),
  // https://api.slack.com/messaging/webhooks
  slack: ({ title, lines, url }) => ({
    text: [`*${slackText(title)}*`, ...lines.map(slackText), `<${url}>`].join("\n"),
  }),
  // An adaptive card, as the workflow "post to a channel when a webhook request is received" takes it:
  // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
  teams: ({ title, lines, url }) => ({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [
            { type: "TextBlock", weight: "bolder", wrap: true, text: cardText(title) },
            ...lines.map((line) => ({ type: "TextBlock", wrap: true, text: cardText(line) })),
          ],
          actions: [{ type: "Action.OpenUrl", title: "Open", url }],
        },
      },
    ],
  }),
};

/** Signs that would begin a link or a mention. https://api.slack.com/reference/surfaces/formatting */
const slackText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Cards read a part of Markdown. */
const cardText = (text: string): string => text.replace(/[\\*_[\]()#`~>!-]/g, "\\$&");

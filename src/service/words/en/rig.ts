/** What a rig's data have to say, in English: what it did, and what a person must know or say of it. */
import type { RigActivity, RigToldParams } from "../../shift/rig-told.js";
import type { Texts } from "../texts.js";

export const enRigActivities: Readonly<Record<RigActivity, string>> = {
  drilling: "Drilling",
  reaming: "Reaming",
  "back reaming": "Back reaming",
  circulating: "Circulating",
  "tripping in": "Tripping in",
  "tripping out": "Tripping out",
  "handling assembly": "Handling assembly",
  "out of hole": "Out of hole",
  "working string": "Working string",
  waiting: "Standing still",
  "no data": "No data",
};

export const enRig: Texts<RigToldParams> = {
  "no-dataset-named": "this rig sends no data: its settings name no dataset",
  "dataset-not-served": ({ dataset }) =>
    `the dataset ${dataset}, which the settings of this rig name, is not served here`,
  "shift-not-begun": "the shift has not begun",
  "data-unreadable": ({ words }) => `the data of this rig cannot be read: ${words}`,
  "data-of-before": "nothing records this rig now; what it recorded before is kept",
  "ask-out-of-hole": "the string was out of the hole. Say what was done, and why",
  "ask-waiting": "nothing moved for more than 30 minutes. Say why",
  "ask-no-data": "no data came. Say what was done",
  "ask-drilling": "the rig drilled, and the hole got no deeper. Say what was done",
  "ask-code": ({ activity }) => `the feed says "${activity}". Say what was done, and why`,
  "deeper-than-drilled": ({ deeper, drilled }, { length }) =>
    `the hole got ${length(deeper)} deeper, and ${length(drilled)} of it were drilled in what is proposed. Look at the depths before you take them`,
  "no-depth-unit":
    "nothing declares the unit of depth, so no metres are proposed. Name the unit set of the rig's feed in its settings, or convert its logs with --units",
  "by-codes":
    "what the rig did is in part what its feed says by activity codes, since hookload, block and bit do not tell it",
  "other-well": ({ well, proposed }) =>
    `the data of this shift tell of ${well ?? "a well without a name"} too; only ${proposed ?? "the well without a name"} is proposed`,
};

/**
 * Kinds of property, which 2.x asks of each channel: by mnemonic where WITS means one thing by it, else by what its unit measures. The
 * identifiers are those of Energistics' dictionary.
 */
const kinds = {
  property: "a48c9c25-1e3a-43c8-be6a-044224cc69cb",
  text: "de7e9a59-c808-4dce-9f90-4b27600096ea",
  date: "3c3dd455-a28f-4f58-988f-343032ced679",
  "activity code": "6845eee4-22df-4703-864b-e01cf59a1e38",
  "bit depth": "a8eeb8b7-08eb-4882-8ca9-6bf8d7e1898c",
  "true vertical depth": "c17d98b8-17f5-4a1b-9a1c-e95e06ea5628",
  "measured depth": "c48c65d4-9680-4d10-903c-a1b2e30f66b5",
  "block height": "2db028da-1d98-47d0-8e4b-ac4ddfd18fdb",
  "avg penetration rate": "7fbf2718-f45a-444e-ae3c-17f79f8817e2",
  "hook load": "d0a7c1c5-73da-45b5-a762-eb49721d91e9",
  "weight on bit": "7674f9e3-82c8-4060-8ce7-32d5e4e12832",
  "surface torque": "768a28b0-36a9-4cf5-927d-31536ff9d678",
  "rotary speed": "39ee0a5d-9a02-48ed-81e1-8772c31a0c54",
  "standpipe pressure": "f001a670-584b-4527-9db5-89bc304b82a5",
  "stroke rate": "9198d21c-9b22-4b48-94ef-bf018ad35db9",
  "stroke count": "056ad531-96f0-4b97-a044-b35d4c8d15b6",
  "mud flow out": "d4e95b31-9400-4c26-b60b-7974c274d149",
  "mud flow in": "42da9eb5-0793-41c8-8a49-cb4ee31a238c",
  "density out": "0ef23e85-4e67-496c-866b-61c892534a67",
  "density in": "ed014f0f-fbd3-405b-8fa8-a22efe0407cc",
  inclination: "a0d1c821-c021-4a1b-b160-e8da142d4571",
  azimuth: "46943a75-5fa3-4acf-8d9f-d9c4c748b1c9",
  "drilling exponent": "193620c4-125c-4f45-9054-cb720a4d0232",
  length: "4a305182-221e-4205-9e7c-a36b06fa5b3d",
  velocity: "d80b7b4d-f51d-4821-b1db-c595f18c51db",
  force: "a5789b56-72a3-4561-b906-b5ba13852c23",
  torque: "48dcb552-f419-43b5-a7e0-941a907083bd",
  pressure: "e703be06-9568-4bc6-ab1c-db15dd012e77",
  volume: "2dc6dc83-e1f9-48f6-87f2-57bcdd42738b",
  flowrate: "954570a3-d587-454c-8481-bf21657625e2",
  density: "fd8a4e2e-63d7-43d9-926a-a23da337dc6c",
  temperature: "08260920-c22a-4000-af25-60a8f28e19f7",
  "plane angle": "fd8e6e77-0e94-4882-9275-402f3722e88b",
  "dogleg severity": "57ac5e2f-6147-4b9c-a197-bb15e2292852",
  "angular velocity": "c1cc24f5-db8c-4bf2-be5c-f086b5d232f0",
  proportion: "ef7ad2bb-71d2-47c2-8911-cd34b6ad444a",
  resistivity: "7c0d1a5d-483e-4d77-81f3-9883527838d2",
  conductivity: "fabb3302-7132-4f32-91f3-c052cf3bb05a",
  "gamma ray": "26c54ec7-76a0-4fae-966a-c3bae13c81e0",
  permeability: "a403d622-68b1-48d7-8b84-1d4e3f54e9ba",
  "electric potential": "953ff2be-41d4-4b3a-bc6c-21f5ed6cd1cd",
  viscosity: "9ee00d9c-840f-4972-9ad2-3609b3545047",
  power: "6e97defa-c26e-4cb4-99e8-ffdccf76723a",
  area: "9202511e-5250-4716-b1d5-6fc13307b59d",
  time: "3a72f130-4ebf-4ea9-a330-a610a4e4ed0e",
} as const;

export type PropertyKind = keyof typeof kinds;

export const uuidOfKind = (kind: PropertyKind): string => kinds[kind];

/** Names that are the same quantity in every record. */
const byMnemonic: Readonly<Record<string, PropertyKind>> = Object.fromEntries(
  (
    [
      ["bit depth", "DBTM"],
      ["true vertical depth", "DBTV DVER DSVV DRTV DSAV"],
      ["measured depth", "DMEA DSVM DRTM DSAM"],
      ["block height", "BPOS"],
      ["avg penetration rate", "ROPA"],
      ["hook load", "HKLA HKLX"],
      ["weight on bit", "WOBA WOBX"],
      ["surface torque", "TQA TQX"],
      ["rotary speed", "RPMA"],
      ["standpipe pressure", "SPPA"],
      ["stroke rate", "SPM1 SPM2 SPM3"],
      ["stroke count", "STKC"],
      ["mud flow out", "MFOA"],
      ["mud flow in", "MFIA"],
      ["density out", "MDOA"],
      ["density in", "MDIA"],
      ["inclination", "SINC"],
      ["azimuth", "SAZU SAZC"],
      ["drilling exponent", "DXC"],
      ["activity code", "ACTC"],
    ] as const
  ).flatMap(([kind, mnemonics]) => mnemonics.split(" ").map((mnemonic) => [mnemonic, kind])),
);

/** What is measured in a unit, by the catalog's word for it; of gas volumes and of money there is no kind of its own. */
const byDimension: Readonly<Record<string, PropertyKind>> = {
  length: "length",
  speed: "velocity",
  force: "force",
  torque: "torque",
  pressure: "pressure",
  volume: "volume",
  flow: "flowrate",
  "gas volume": "volume",
  "gas flow": "flowrate",
  density: "density",
  temperature: "temperature",
  angle: "plane angle",
  "dog-leg": "dogleg severity",
  "rotary speed": "angular velocity",
  "stroke rate": "stroke rate",
  fraction: "proportion",
  resistivity: "resistivity",
  conductivity: "conductivity",
  "gamma ray": "gamma ray",
  permeability: "permeability",
  voltage: "electric potential",
  viscosity: "viscosity",
  power: "power",
  area: "area",
  time: "time",
};

export interface Measured {
  readonly mnemonic: string | undefined;
  /** Of its unit. */
  readonly dimension: string | undefined;
  readonly isText: boolean;
}

/** `property`, the root of all kinds, where nothing tells more. */
export function kindOf({ mnemonic, dimension, isText }: Measured): PropertyKind {
  if (isText) return "text";
  const named = mnemonic === undefined ? undefined : byMnemonic[mnemonic];
  return named ?? (dimension === undefined ? undefined : byDimension[dimension]) ?? "property";
}

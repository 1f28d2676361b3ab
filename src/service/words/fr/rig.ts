/** What a rig's data have to say, in French: what it did, and what a person must know or say of it. */
import type { RigActivity, RigToldParams } from "../../shift/rig-told.js";
import type { Texts } from "../texts.js";

export const frRigActivities: Readonly<Record<RigActivity, string>> = {
  drilling: "Forage",
  reaming: "Alésage",
  "back reaming": "Alésage en remontant",
  circulating: "Circulation",
  "tripping in": "Descente des tiges",
  "tripping out": "Remontée des tiges",
  "handling assembly": "Manipulation de l’assemblage",
  "out of hole": "Hors du trou",
  "working string": "Mouvement du train de tiges",
  waiting: "À l’arrêt",
  "no data": "Sans données",
};

export const frRig: Texts<RigToldParams> = {
  "no-dataset-named": "cette foreuse n’envoie pas de données : ses réglages n’en nomment aucune source",
  "dataset-not-served": ({ dataset }) =>
    `les données ${dataset}, que nomment les réglages de cette foreuse, ne sont pas servies ici`,
  "shift-not-begun": "le poste n’a pas commencé",
  "data-unreadable": ({ words }) => `les données de cette foreuse ne peuvent pas être lues : ${words}`,
  "data-of-before":
    "rien n’enregistre cette foreuse en ce moment : ce qu’elle a enregistré avant est conservé",
  "ask-out-of-hole": "le train de tiges était hors du trou. Dites ce qui a été fait, et pourquoi",
  "ask-waiting": "rien n’a bougé pendant plus de 30 minutes. Dites pourquoi",
  "ask-no-data": "aucune donnée n’est venue. Dites ce qui a été fait",
  "ask-drilling": "la foreuse a foré, et le trou n’a pas avancé. Dites ce qui a été fait",
  "ask-code": ({ activity }) => `la foreuse envoie « ${activity} ». Dites ce qui a été fait, et pourquoi`,
  "deeper-than-drilled": ({ deeper, drilled }, { length }) =>
    `le trou a avancé de ${length(deeper)}, dont ${length(drilled)} ont été forés dans ce qui est proposé. Regardez les profondeurs avant de les prendre`,
  "no-depth-unit":
    "rien ne déclare l’unité de profondeur, aucun mètre n’est donc proposé. Nommez les unités de la foreuse dans ses réglages, ou convertissez ses enregistrements avec --units",
  "by-codes":
    "ce que la foreuse a fait est en partie ce qu’elle dit par codes d’activité, car crochet, moufle et outil ne le montrent pas",
  "other-well": ({ well, proposed }) =>
    `les données de ce poste parlent aussi de ${well ?? "un trou sans nom"} ; seul ${proposed ?? "le trou sans nom"} est proposé`,
};

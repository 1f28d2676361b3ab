/** What is wrong with a report, a contract or a number, in French as the app speaks it. */
import type { ProblemParams, ShownSpan, Typable, Wanted } from "../../shift/problem.js";
import { type Texts, textIn } from "../texts.js";
import { frBilled } from "./billed.js";
import { plural } from "./plural.js";
import { frTrade } from "./trade.js";

const units: Readonly<Record<Typable, string>> = {
  metres: "les mètres",
  feet: "les pieds",
  degrees: "les degrés",
  hours: "les heures",
  percent: "le pourcentage",
  price: "le prix",
  quantity: "la quantité",
};

const span = ({ from, until }: ShownSpan): string => `de ${from} à ${until}`;

function wantedText(wanted: Wanted): string {
  switch (wanted.kind) {
    case "id":
      return "un identifiant : jusqu’à 64 lettres, chiffres, - et _";
    case "instant":
      return "un instant comme 2026-03-28T18:00:00+01:00";
    case "date":
      return "une date comme 2026-03-28";
    case "zone":
      return "le nom d’un fuseau horaire, comme Africa/Abidjan";
    case "truth":
      return "true ou false";
    case "hash":
      return "64 chiffres hexadécimaux";
    case "text":
      return wanted.least === 0
        ? `un texte de ${wanted.most} caractères au plus`
        : `un texte de ${wanted.least} à ${wanted.most} caractères`;
    case "integer":
      return `un nombre entier de 0 à ${wanted.most}`;
    case "choice":
      return `l’un de ${wanted.values.join(", ")}`;
    case "decimal": {
      const what = { metres: "des mètres", quantity: "une quantité", degrees: "des degrés" }[wanted.of];
      return `${what} en texte décimal, comme « ${wanted.example} », de ${wanted.from} à ${wanted.to}, avec ${plural(wanted.decimals, "décimale", "décimales")} au plus`;
    }
  }
}

export const frProblems: Texts<ProblemParams> = {
  missing: ({ what }) =>
    ({
      value: "cette donnée manque",
      size: "indiquez dans quel diamètre on a foré",
      slot: "indiquez quel poste de la journée c’est",
      role: "indiquez à quelle fonction elle a travaillé",
      reason: "indiquez pourquoi la foreuse a attendu",
      item: "indiquez de quel article c’est le prix",
      "slot-name": "chaque poste a un nom",
      metres: "écrivez les mètres",
      feet: "écrivez les pieds",
      degrees: "écrivez les degrés",
      hours: "écrivez les heures",
      percent: "écrivez le pourcentage",
      price: "écrivez le prix",
      quantity: "écrivez la quantité",
    })[what],
  twice: (twice) =>
    twice.what === "slot"
      ? `il y a deux postes ${twice.name}`
      : {
          person: "cette personne est déjà dans l’équipe ; ajoutez-y ses heures",
          item: "cet article est déjà dans la liste : en faut-il davantage ?",
          survey: "cette profondeur du trou est déjà mesurée dans ce rapport",
        }[twice.what],
  nothing: ({ what }) =>
    ({
      quantity: "une quantité est supérieure à 0",
      hours: "indiquez combien de temps elle a travaillé",
    })[what],
  "upside-down": (upside, { length }) =>
    upside.what === "band"
      ? "une tranche finit plus bas qu’elle ne commence"
      : upside.what === "days"
        ? "le dernier jour ne vient pas avant le premier"
        : upside.from === null
          ? "ce doit être plus profond que le début"
          : `ce doit être plus profond que ${length(upside.from)}, où cela commence`,
  negative: ({ what }) =>
    `${units[what]} ne ${units[what].startsWith("les") ? "peuvent" : "peut"} pas descendre sous 0`,
  decimals: ({ text, most }) =>
    `« ${text} » n’est pas un nombre avec ${plural(most, "décimale", "décimales")} au plus`,
  "not-a-number": ({ typed }) =>
    `« ${typed} » n’est pas un nombre ; écrivez des chiffres avec un seul point ou une seule virgule, comme 120.50`,
  "too-fine": ({ typed, most }) =>
    `pas plus de ${plural(most, "décimale", "décimales")} ; « ${typed} » en a davantage`,
  "too-deep": ({ most }, { length }) => `aucun trou n’est plus profond que ${length(most)}`,

  "ends-before-start": ({ what }) =>
    ({ shift: "un poste finit après avoir commencé", row: "cela doit finir après avoir commencé" })[what],
  "too-long": ({ most_s }, { duration }) => `un poste dure ${duration(most_s)} au plus ; vérifiez les dates`,
  "repeated-id": "deux lignes ont cet identifiant",
  "no-dip": "une plongée va de -90° à 90°",
  "no-azimuth": "un azimut va de 0° à 359.99°",
  "no-zone": ({ zone }) => `il n’y a pas de fuseau horaire ${zone} ; écrivez-en un comme Africa/Abidjan`,
  "other-date": ({ starts }, { date }) =>
    `un poste porte la date où il commence : celui-ci commence le ${date(starts)}`,
  "no-contract": "sans contrat, rien de ceci n’a de prix",
  "no-supervisor": "aucun chef de poste n’est indiqué",
  "no-crew": "il n’y a personne dans l’équipe",
  "longer-than-shift": ({ worked_s, shift_s }, { duration }) =>
    `${duration(worked_s)}, c’est plus long que le poste, ${duration(shift_s)}`,
  unknown: "choisissez dans la liste ce qui a été fait",
  "below-hole": ({ kind, depth, end }, { length }) =>
    kind === null
      ? `${length(depth)}, c’est sous le fond du trou, ${length(end)}`
      : `${frTrade.kinds[kind]} jusqu’à ${length(depth)}, mais le trou finit à ${length(end)} ; plus bas, c’est du trou neuf`,
  "far-from-shift": "cela a été mesuré à plus d’un jour de ce poste",
  "outside-shift": ({ row, shift }) =>
    `${span(row)}, c’est hors du poste, ${span(shift)} ; déplacez-le, ou mettez-le dans le poste auquel il appartient`,
  overlap: (both) =>
    `${span(both)}, deux lignes se recouvrent ; faites commencer l’une où l’autre finit, ou marquez une activité comme parallèle au travail principal`,
  "too-much-time": ({ by_s }, { duration }) =>
    `${duration(by_s)} de trop : raccourcissez ou retirez une ligne`,
  "unaccounted-time": ({ by_s, free }, { duration }) =>
    `${duration(by_s)} à justifier : ${free.map(span).join(", ")} ; indiquez ce qui a été fait alors`,
  "depth-overlap": ({ by, end }, { length }) =>
    `recouvrement de ${length(by)} : le trou est déjà à ${length(end)} ; commencez là, ou faites-en un alésage ou un reforage`,
  "depth-gap": ({ by, end, explained }, { length }) =>
    `il manque ${length(by)} : le trou finit à ${length(end)}${explained ? "" : " ; commencez là, ou écrivez dans les remarques pourquoi non"}`,
  "recovery-of-hole": ({ percent }) =>
    `avec ceci, ${percent} % du trou est remonté ; vérifiez la carotte de cette passe et des précédentes`,
  "recovery-of-run": ({ recovered, drilled, percent }, { length }) =>
    `${length(recovered)} sur ${length(drilled)} font ${percent} % : juste seulement si de la carotte d’une passe précédente est remontée avec`,

  "wrong-state": ({ event, state }) =>
    `un rapport dans l’état « ${frTrade.states[state]} » n’admet pas « ${frTrade.events[event]} »`,
  "not-yours": ({ event, parts }, { list }) =>
    `« ${frTrade.events[event]} » revient ${list(
      parts.map(
        (part) =>
          ({
            supervisor: "à un chef de poste",
            manager: "au bureau",
            client: "au client",
            system: "au service",
          })[part],
      ),
      "or",
    )}`,
  "comment-missing": ({ event }) => `« ${frTrade.events[event]} » demande un commentaire : dites pourquoi`,
  "own-rig": "ce rapport est d’une foreuse qui n’est pas la vôtre",
  "own-client": "ce rapport est d’un autre client",
  submitter: "seul celui qui a soumis un rapport le rappelle",
  "not-submitter":
    "qui a soumis un rapport ne décide pas à son sujet ; demandez à une autre personne du bureau",
  "every-slot-approved":
    "tous les postes de cette foreuse et de ce jour ne sont pas approuvés ; approuvez les autres, ou remettez-le avec un motif",
  "deemed-accepted": "les jours dans lesquels le client peut décider ne sont pas passés",
  "client-decides": "d’après son contrat, le client ne décide pas de ce rapport",
  "never-final": "un rapport qui a été définitif ne peut pas être invalidé : rectifiez-le",
  "no-problems": "le rapport a des erreurs ; elles sont sous ses champs",

  "not-an-object": ({ what }) =>
    ({ report: "un rapport est un objet JSON", row: "une ligne est un objet JSON" })[what],
  "not-a-list": ({ section }) => `${section} doit être une liste de lignes, et peut être vide`,
  "too-many": ({ section, most }) => `un rapport a au plus ${most} lignes de ${section}`,
  "not-readable": ({ wanted, nullable }) =>
    `ce doit être ${wantedText(wanted)}${nullable ? ", ou null" : ""}`,
  "unknown-field": ({ name }) => `il n’y a pas de champ ${name} ; retirez-le ou écrivez-le bien`,

  "no-time": ({ time }) => `« ${time} » n’est pas une heure comme 06:00`,
  "slots-overlap": ({ name, other }) => `${name} recouvre ${other} : une foreuse a un poste à la fois`,

  "no-currency": "une monnaie a trois lettres, comme EUR",
  "out-of-range": ({ what }) =>
    ({
      "minor-digits": "les montants ont de 0 à 4 décimales",
      tax: "une taxe va de 0 à 100 %",
      "length-step": "un pas va de 0 à 100 m",
      "time-step": "un pas va de 0 minute à un jour",
      price: "aucune unité ne coûte autant ; vérifiez le prix",
      free: "la franchise va de 0 minute à un jour",
      markup: "une majoration va de 0 à 500 %",
    })[what],
  "no-date": "indiquez dès quel jour il est en vigueur",
  "no-rates": "un contrat sans tarifs ne donne de prix à rien",
  "price-below-0": "un prix n’est pas inférieur à 0 ; déduisez par des frais",
  "without-use": ({ field }) => `un tarif de ce type n’a pas de ${field} ; laissez-le vide`,
  "two-alike": ({ from, to }, { length }) => {
    const band =
      from === null && to === null
        ? "à toute profondeur"
        : to === null
          ? `sous ${length(from ?? "0.00")}`
          : `de ${length(from ?? "0.00")} à ${length(to)}`;
    return `il donne un prix au même travail qu’un autre, ${band} ; nul ne saurait dire lequel des deux vaut`;
  },
  "same-day": ({ contract, day }, { date }) =>
    `une autre version de ${contract} est en vigueur dès le ${date(day)} ; choisissez un autre jour`,
  "other-currency": ({ contract, currency, decimals }) =>
    `toutes les versions de ${contract} sont en ${currency} avec ${plural(decimals, "décimale", "décimales")} ; prenez un autre code`,
  "no-rate": ({ billed }, writing) =>
    `${textIn(frBilled, billed, writing)} : le contrat n’a pas de tarif pour cela, qui coûte donc 0`,
  issued: ({ month }, writing) =>
    `le décompte de ${writing.month(month)} est émis ; choisissez un jour après ce mois, et réglez le reste par des frais`,
  "not-in-force": ({ contract, day }, { date }) =>
    `aucune version de ${contract} n’est en vigueur le ${date(day)}, et son travail a le prix d’une qui ne l’est pas`,
};

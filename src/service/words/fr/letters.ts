/** Words of mails, alerts and what else the service tells of, in French. */
import type { LetterWords } from "../en/letters.js";
import { plural } from "./plural.js";

export const frLetters: LetterWords = {
  called: ({ rig, slot, date }, writing) => `${rig}, poste ${slot} du ${writing.date(date)}`,
  happened: {
    submit: "Soumis",
    recall: "Rappelé",
    return: "Renvoyé pour correction",
    approve: "Approuvé",
    release: "Chez le client",
    reopen: "Rouvert",
    accept: "Accepté",
    dispute: "Contesté",
    answer: "Répondu",
    rework: "À refaire",
    amend: "À rectifier",
    void: "Invalidé",
  },
  forClients: { release: "À décider", answer: "Une réponse à votre contestation" },
  deemed: "Personne n’a décidé dans les jours du contrat, et il compte donc comme accepté.",
  by: (name) => `Par ${name}.`,
  revision: (number) => `Révision ${number}.`,
  alarms: {
    recovery: "Peu de carotte",
    rate: "Plus lent qu’avant",
    "not-drilling": "Longtemps sans forer",
    stock: "À commander",
    "report-missing": "Un rapport manque",
    "rig-gap": "La foreuse a fait ce qu’aucune ligne ne dit",
    "with-client": "Longtemps chez le client",
  },
  days: (count) => plural(count, "jour", "jours"),
  afterShift: (hours) => `${hours} h après la fin du poste`,
  itIs: (value) => `C’est ${value}.`,
  limitIs: (value) => `La limite est ${value}.`,
  gap: (what, span) => `${what === "drilling" ? "Forage" : "Un arrêt"} ${span}.`,
  far: "C’est bien au-delà de la limite.",
  still: {
    submitted: "Toujours à décider",
    disputed: "Toujours contesté",
    returned: "Toujours à corriger",
  },
  waited: (hours) => `Il attend depuis ${hours} h.`,
  bills: {
    draft: "À émettre : le décompte de",
    "not-issued": "Pas émis : le décompte de",
    issued: "Émis : le décompte de",
  },
  comesTo: (total) => `Il donne ${total}.`,
  billLines: ({ what, unreported, open, unpriced }) => [
    ...(unreported === 0
      ? []
      : [
          `${plural(unreported, "poste de ses foreuses n’a pas de rapport", "postes de ses foreuses n’ont pas de rapport")}.`,
        ]),
    ...(open === 0
      ? []
      : [
          `${plural(open, "rapport du mois n’est pas définitif", "rapports du mois ne sont pas définitifs")}.`,
        ]),
    ...(unpriced === 0
      ? []
      : [`${plural(unpriced, "travail n’a pas de tarif", "travaux n’ont pas de tarif")}.`]),
    ...(what === "draft" && unreported + open + unpriced === 0 ? ["Il ne manque rien du mois."] : []),
    ...(what === "draft" ? ["Il attend que quelqu’un l’émette."] : []),
    ...(what === "not-issued"
      ? ["Il peut être émis à la main, et l’est tout seul quand rien de cela ne vaut plus."]
      : []),
  ],
  whole: "Tout ce qui est gardé est comme il a été écrit",
  faults: (count) => `${plural(count, "défaut", "défauts")} dans ce qui est gardé`,
  chain: (seq) => `La chaîne d’audit à l’événement ${seq}`,
  look: "Regarder",
  foot: "Vous recevez ce courrier pour votre rôle dans witskit. Sous « Cet appareil », vous choisissez d’en recevoir un par jour, ou aucun.",
  digest: (count, day) => `${plural(count, "avis", "avis")} de rapports de poste, ${day}`,
  more: (count) => `Et ${count} de plus.`,
  lookAtAll: "Regarder ce qui attend",
  cameTo: (day) => `Ce que donne le ${day}`,
  counted: (open) =>
    open === 0
      ? "Est compté ce qui est définitif ; tous les rapports de ce jour le sont."
      : `Est compté ce qui est définitif ; ${plural(open, "rapport", "rapports")} de ce jour ne ${open < 2 ? "l’est" : "le sont"} pas, et s’y ${open < 2 ? "ajoutera" : "ajouteront"}.`,
  billHead: ["contrat", "jour", "mois jusqu’ici", "", "sans tarif"],
  lookAtDay: "Regarder le jour",
  test: { subject: "Un essai de courrier", text: "Le courrier de ce service arrive." },
  invitation: {
    subject: "Votre compte pour les rapports de poste",
    text: (by) => `${by} a fait un compte pour vous. Choisissez un mot de passe dans les sept jours.`,
    foot: "Le lien sert une fois. Si vous n’attendez pas de compte, il n’y a rien à faire.",
  },
  reset: {
    subject: "Un nouveau mot de passe pour witskit",
    text: "Quelqu’un a demandé un nouveau mot de passe pour ce compte.",
    foot: "Le lien sert une fois, pendant une heure. Si ce n’était pas vous, il n’y a rien à faire.",
  },
  choosePassword: "Choisir un mot de passe",
};

/** Words of the trade that app, papers and mails share, in French. */
import type { Trade } from "../en/trade.js";

export const frTrade: Trade = {
  states: {
    draft: "Brouillon",
    submitted: "Soumis",
    returned: "Renvoyé",
    approved: "Approuvé",
    with_client: "Chez le client",
    disputed: "Contesté",
    final: "Définitif",
    void: "Invalidé",
  },
  events: {
    submit: "Soumettre",
    recall: "Rappeler",
    return: "Renvoyer",
    approve: "Approuver",
    release: "Remettre au client",
    reopen: "Rouvrir",
    accept: "Accepter",
    dispute: "Contester",
    answer: "Répondre",
    rework: "Faire corriger",
    amend: "Rectifier",
    void: "Invalider",
  },
  kinds: { new: "trou neuf", ream: "alésage", redrill: "reforage", wedge: "coin de déviation" },
  classes: {
    maintenance: "Entretien",
    safety: "Sécurité",
    meeting: "Réunion",
    standby: "Attente",
    travel: "Déplacement",
    survey: "Mesure de déviation",
    casing: "Tubage",
    reaming: "Alésage",
    tripping: "Manœuvre des tiges",
    circulating: "Circulation",
    other: "Autre",
  },
  norths: { true: "géographique", magnetic: "magnétique", grid: "de la grille" },
};

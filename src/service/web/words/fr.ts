/**
 * Every word of the app, in French as crews of Québec and of West Africa read it, with `vous`: a shift is a `poste`, a run
 * a `passe`, standby is `attente`, a bill a `décompte`. The space before `: ; ? ! %` and in `« »` is the narrow one that
 * no line breaks at (U+202F).
 */

import { frBilled } from "../../words/fr/billed.js";
import { plural } from "../../words/fr/plural.js";
import { frProblems } from "../../words/fr/problems.js";
import { frRefusals } from "../../words/fr/refusals.js";
import { frRig } from "../../words/fr/rig.js";
import { frTrade } from "../../words/fr/trade.js";
import type { Words } from "./en.js";
import { frAccess } from "./fr-access.js";
import { frBills } from "./fr-bills.js";
import { frOffice } from "./fr-office.js";
import { frReport } from "./fr-report.js";
import { frUpkeep } from "./fr-upkeep.js";

export const fr: Words = {
  ...frAccess,
  ...frBills,
  ...frOffice,
  ...frReport,
  ...frUpkeep,
  app: {
    skip: "Aller au contenu",
    menu: "Menu",
    more: "Plus",
    filter: "Filtrer",
    filtered: (set) => `Filtre : ${set}`,
    clearFilters: "Effacer les filtres",
    close: "Fermer",
    notFound: "Cette page n’existe pas.",
    notForYou: "Cette page n’est pas pour votre rôle.",
    offline: (since) =>
      `Pas de liaison avec le serveur depuis ${since}. Ce que vous écrivez est gardé sur cet appareil.`,
    ended: "Votre session est terminée. Tout est gardé ici ; connectez-vous pour l’envoyer.",
    signIn: "Se connecter",
    ofTime: (time) => `Mis à jour : ${time}`,
    nothingYet: "Il n’y a encore rien ici.",
    loading: "Chargement…",
    noLinkNothing: "Pas de liaison avec le serveur, et ceci n’a pas encore été vu sur cet appareil.",
    notKept: (why) =>
      `Cet appareil ne peut pas garder ce que vous tapez (${why}). Laissez la page ouverte, et libérez de la place ou trouvez une liaison.`,
    notOpen: "La mémoire de cet appareil ne s’ouvre pas",
    notOpenWhy: (why) =>
      `Le navigateur dit : ${why}. Rien n’est perdu. On réessaie toutes les quelques secondes ; si cela n’aide pas, fermez le navigateur et rouvrez-le.`,
    unreadable: (count) =>
      `${plural(count, "rapport", "rapports")} de cet appareil : impossible à lire, car ce qui était écrit avant une déconnexion est scellé. Ce que le serveur en a reste là.`,
    clockOff: (by, isAhead) =>
      `L’horloge de cet appareil ${isAhead ? "avance" : "retarde"} de ${by} sur celle du serveur. Mettez-la à l’heure : les postes sont choisis d’après elle.`,
  },
  pages: {
    today: "Aujourd’hui",
    shifts: "Postes",
    day: "Jour",
    inbox: "À traiter",
    device: "Cet appareil",
    report: "Rapport",
    portal: "Rapports",
    holes: "Trous",
    analytics: "Analyses",
    stock: "Stock",
    rigs: "Foreuses",
    lists: "Listes de base",
    company: "Entreprise",
    service: "Service",
    account: "Mon compte",
    contracts: "Contrats",
    boq: "Décomptes",
  },
  states: frTrade.states,
  reasons: frTrade.reasons,
  billed: frBilled,
  rigTold: frRig,
  problems: frProblems,
  refusals: frRefusals,
  signIn: {
    title: "Se connecter",
    email: "Courriel",
    password: "Mot de passe",
    code: "Code du second facteur",
    codeHint: "Six chiffres de votre application, ou un code de secours.",
    tenant: "Entreprise",
    go: "Se connecter",
    going: "Connexion…",
    noLink:
      "Le serveur ne répond pas. Il faut une liaison pour se connecter ; réessayez quand il y en aura une.",
    unsent: (count) =>
      `${plural(count, "rapport de cet appareil n’est pas encore envoyé", "rapports de cet appareil ne sont pas encore envoyés")}. Connectez-vous sous le même nom, et ${count < 2 ? "il le sera" : "ils le seront"}.`,
    otherPerson:
      "Si une autre personne se connecte ici, les rapports non envoyés de cet appareil sont supprimés.",
    missing: "À écrire pour continuer.",
    show: "Afficher le mot de passe",
    forgotten: "Mot de passe oublié",
    forgottenHint:
      "Un lien pour choisir un nouveau mot de passe arrive par courriel. Il sert pendant une heure.",
    sendLink: "Envoyer le lien",
    linkSent:
      "S’il existe un compte à cette adresse, le courriel est en route. S’il n’arrive pas, demandez un lien à un administrateur de votre entreprise.",
    back: "Retour à la connexion",
    byRecovery: "Utiliser un code de secours",
    recoveryHint: "L’un des codes notés lors de l’activation du second facteur.",
  },
  pin: {
    title: "Verrouillé",
    ask: "Code PIN de cet appareil",
    open: "Ouvrir",
    wrong: "Ce n’est pas le bon code PIN.",
    wait: (seconds) => `Trop d’essais. Attendez ${plural(seconds, "seconde", "secondes")}.`,
  },
  fields: {
    time: "Écrivez une heure comme 18:30.",
    outside: (from, to) => `Le poste va de ${from} à ${to}.`,
    missing: "Ceci manque.",
    hours: "Écrivez des heures comme 12, 6.5 ou 6:30.",
    turn: (field) => `${field} : changer le signe`,
  },
  trouble: {
    "no-link": "Pas de liaison avec le serveur",
    "sign-in": "Connectez-vous pour envoyer",
    refused: "Le serveur ne l’a pas accepté",
    choose: "Modifié ici et ailleurs : choisissez",
    locked: "C’est verrouillé sur le serveur ; ce que vous avez modifié ici reste ici",
    failed: "Le serveur n’a pas pu le prendre",
    since: (time) => `depuis ${time}`,
    next: (time) => `prochain essai ${time}`,
    tries: (count) => plural(count, "essai", "essais"),
  },
  device: {
    title: "Cet appareil",
    queue: "En attente d’envoi",
    queueEmpty: "Rien n’attend. Tout est sur le serveur.",
    sendNow: "Essayer maintenant",
    reportsKept: (count) => plural(count, "rapport gardé ici", "rapports gardés ici"),
    photosKept: (count) => plural(count, "photo gardée ici", "photos gardées ici"),
    storage: "Place",
    used: (used, quota) => `${used} sur ${quota}`,
    full: "il est plein",
    nearlyFull:
      "Il n’y a presque plus de place. Trouvez une liaison, pour que les photos aillent au serveur et quittent cet appareil.",
    persistent: "Le navigateur garde ce qui est ici.",
    notPersistent:
      "Le navigateur peut jeter ce qui est ici s’il manque de place, ou après des jours sans usage.",
    persist: "Demander de le garder",
    install: "Installer l’application",
    installHint: "Installée, elle démarre de l’écran d’accueil et ses données sont gardées plus longtemps.",
    installed: "L’application est installée.",
    installIos: "Sur un iPad ou un iPhone : partager, puis « Sur l’écran d’accueil ».",
    worker: {
      none: "L’application a besoin d’une liaison pour démarrer.",
      ready: "L’application démarre sans liaison.",
      waiting: "Une nouvelle version vient au prochain démarrage.",
    },
    pin: "Code PIN",
    pinHint:
      "Avec un code PIN, ce qui est sur cet appareil ne se lit qu’après l’avoir tapé. Quatre chiffres ou plus.",
    newPin: "Nouveau code PIN",
    setPin: "Mettre le code PIN",
    removePin: "Retirer le code PIN",
    pinSet: "Un code PIN est en place.",
    pinShort: "Quatre chiffres ou plus.",
    lockNow: "Verrouiller maintenant",
    look: "Apparence",
    language: "Langue",
    languageMissing: "Cette langue a besoin d’une liaison une fois. Réessayez quand il y en aura une.",
    lengths: "Mètres ou pieds",
    lengthNames: { company: "comme l’entreprise", m: "mètres", ft: "pieds" },
    colours: "Couleurs",
    colourNames: { system: "comme l’appareil", day: "jour", night: "nuit" },
    mails: "Courriel",
    mailsHint: "Ce qui vous attend, et ce que vos rapports sont devenus.",
    mailNames: { "at-once": "aussitôt, un par événement", digest: "un par jour", none: "aucun" },
    mailsOff: "Aucun courriel n’est envoyé : ce service n’a pas encore de serveur de courriel.",
    account: "Compte",
    signedInAs: (name, tenant) => `${name}, ${tenant}`,
    signOut: "Se déconnecter",
    signOutUnsent: (count) =>
      `${plural(count, "rapport ou photo n’a pas été envoyé", "rapports ou photos n’ont pas été envoyés")}. Se déconnecter et ${count < 2 ? "le" : "les"} perdre ?`,
    signOutQuestion:
      "Se déconnecter ? Ce qui est gardé sur cet appareil est supprimé ; cela reste sur le serveur.",
    master: "Listes",
    masterAt: (time) => `Foreuses, trous, personnes et articles, mis à jour : ${time}`,
    refresh: "Les chercher à nouveau",
  },
  charts: { asTable: "La même chose en tableau", unknown: "sans chiffre" },
  history: {
    title: "Historique",
    revision: (number) => `révision ${number}`,
    insteadOf: (name) => `pour ${name}`,
  },
  portal: {
    toDecide: (count) => `À décider : ${count}`,
    decided: "Décidés",
    all: "Tous les rapports",
  },
  dialog: {
    yes: "Oui",
    no: "Non",
    cancel: "Annuler",
    ok: "OK",
    comment: "Commentaire",
    commentNeeded: "Dites pourquoi.",
  },
};

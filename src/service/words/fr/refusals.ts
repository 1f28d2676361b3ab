/** What the server refuses, in French as the app speaks it. */
import type { ProblemParams } from "../../shift/problem.js";
import type { Told } from "../../shift/told.js";
import type { RefusalParams, Thing } from "../refusal.js";
import { type Texts, textIn } from "../texts.js";
import type { Writing } from "../writing.js";
import { frProblems } from "./problems.js";
import { frTrade } from "./trade.js";

/** With the word that points at it: `ce rapport n’existe pas`. */
const things: Readonly<Record<Thing, string>> = {
  account: "ce compte",
  activity_type: "ce type d’activité",
  alert: "cette alerte",
  bill: "ce décompte",
  client: "ce client",
  contract: "ce contrat",
  dataset: "ce jeu de données",
  day: "ce jour",
  delegation: "ce remplacement",
  file: "ce fichier",
  hole: "ce trou",
  identity: "cette identité",
  item: "cet article",
  job: "cette tâche",
  key: "cette clé",
  message: "ce message en attente ou abandonné",
  person: "cette personne",
  photo: "cette photo",
  project: "ce projet",
  provider: "ce fournisseur",
  report: "ce rapport",
  revision: "cette révision",
  rig: "cette foreuse",
  session: "cette session",
  settings: "ce réglage",
  tenant: "cette entreprise",
  thing: "cela",
  webhook: "ce webhook",
};

const MIB = 1 << 20;

const firstOf = (first: Told<ProblemParams>, writing: Writing): string => textIn(frProblems, first, writing);

export const frRefusals: Texts<RefusalParams> = {
  "no-route": "cette route n’existe pas ; /api/openapi.json les énumère",
  methods: ({ methods }) => `ce chemin connaît ${methods.join(", ")}`,
  "other-host": "la requête est pour un autre serveur",
  "cross-site":
    "ce qui modifie quelque chose doit venir d’une page de ce service, ou montrer une clé : ni `Sec-Fetch-Site: same-origin` ni un `Origin` de ce service n’est venu avec",
  "not-signed-in": "connectez-vous, ou envoyez une clé d’API ou un jeton comme `Authorization: Bearer …`",
  "other-tenant": "cette page est d’une autre entreprise que la session : rechargez-la",
  "no-permission": ({ permission }) => `il manque à ce compte la permission ${permission}`,
  "by-session": "connectez-vous pour cela : une clé ne le peut pas",
  "too-many-tries": ({ seconds }) => `trop d’essais ; le prochain est examiné dans ${seconds} s`,
  "no-such": ({ what }) => `${things[what]} n’existe pas`,
  changed: ({ what, version }) =>
    `quelqu’un a modifié ${things[what]} entre-temps${version === null ? "" : ` : on en est à la version ${version}`}`,
  "if-match-missing": "envoyez en If-Match l’ETag de ce qui est modifié",
  "if-match-new": "cela existe déjà : envoyez en If-Match l’ETag de ce qui est modifié",
  etag: 'If-Match doit être l’ETag de ce qui est modifié, comme « "7" »',
  "key-too-long": ({ most }) => `Idempotency-Key peut avoir ${most} caractères`,
  "other-request":
    "cette Idempotency-Key a été envoyée avec une autre requête ; prenez-en une nouvelle pour chacune",
  "under-way": "la même requête est en cours ; redemandez dans un instant",
  "body-broken": "le contenu s’est interrompu, ou n’est pas ce que dit Content-Encoding",
  "body-too-large": ({ bytes }) =>
    `le contenu peut avoir ${bytes >= MIB ? `${bytes / MIB} Mio` : `${bytes} octets`}`,
  "body-packed": ({ encoding }) => `un contenu comprimé par ${encoding} n’est pas lu ; par gzip, oui`,
  "body-type": ({ types }) => `le contenu doit être du type ${types.join(", ")}`,
  "body-not-utf8": "le contenu n’est pas en UTF-8",
  "body-not-json": ({ why }) => `le contenu n’est pas du JSON : ${why}`,
  "disk-full": "il n’y a plus de place sur le disque du service ; rien n’a été modifié",
  failed: ({ id }) => `le service a échoué, et rien n’a été modifié ; son journal en dit plus sous ${id}`,
  "too-many-listeners": ({ most }) => `ce compte écoute déjà ${most} fois`,
  busy: "trop est demandé à la fois aux données enregistrées ; redemandez bientôt",
  "lists-busy": "trop de listes sont écrites à la fois ; redemandez bientôt",
  "papers-busy": "trop de documents sont préparés à la fois ; redemandez bientôt",
  "too-many-answers": ({ most }) => `${most} réponses sont déjà lues à la fois ; redemandez bientôt`,
  "not-acceptable": ({ asked, known }) => `il n’y a rien en ${asked} ; il y a ${known.join(", ")}`,
  "in-its-words": ({ words }) => words,

  required: "cette donnée manque",
  additionalProperties: "rien ne porte ce nom ici",
  anyOf: "ce n’est rien de ce que cela peut être",
  enum: ({ values }) => `ce doit être l’un de ${values.join(", ")}`,
  type: ({ type }) => `ce doit être du type ${type}`,
  pattern: ({ pattern }) => `cela doit suivre le motif ${pattern}`,
  format: ({ format }) => `ce doit être au format ${format}`,
  minLength: ({ limit }) => `cela doit avoir ${limit} ${limit < 2 ? "caractère" : "caractères"} ou plus`,
  maxLength: ({ limit }) => `cela peut avoir ${limit} ${limit < 2 ? "caractère" : "caractères"}`,
  minItems: ({ limit }) => `il en faut ${limit} ou plus`,
  maxItems: ({ limit }) => `il peut y en avoir ${limit}`,
  uniqueItems: "chacun y va une seule fois",
  minimum: ({ limit }) => `ce doit être ${limit} ou plus`,
  maximum: ({ limit }) => `ce doit être ${limit} ou moins`,
  "does-not-hold": "cela ne se tient pas",

  "more-decimals": "cela a plus de décimales qu’on n’en garde",
  "beyond-count": "autant, à ce prix, c’est plus qu’on ne peut compter",
  "sum-beyond-count":
    "cela fait plus qu’on ne peut compter exactement : cherchez une faute de frappe parmi les quantités et les prix, et corrigez-la",
  "no-day": "ce doit être un jour du calendrier",
  "no-month": ({ text }) => `${text} n’est pas un mois comme 2026-03`,
  "no-instant": ({ text }) => `${text} n’est pas un instant avec son décalage, comme 2026-03-28T06:00:00Z`,
  "no-moment": ({ text }) =>
    `${text} n’est pas une heure ; écrivez-la comme 2009-03-01 ou 2009-03-01T06:00:00`,
  "before-start": "cela ne peut pas être avant le début",
  "not-after-from": "cela doit être après le début : aucune ligne n’est entre les deux",
  "clock-without-zone": "rien ne dit le fuseau de l’horloge de la foreuse : écrivez l’heure sans fuseau",
  "too-many-days": ({ most }) => `demandez ${most} jours au plus`,
  "too-many-months": ({ most }) => `les mois vont de l’un à un autre plus tard, ${most} au plus`,
  "not-to-come": "ce doit être un instant à venir, avec son décalage",
  "not-past": "ce doit être un instant passé",
  "reference-missing": ({ what }) => `${things[what]} n’existe pas ici`,
  "named-or-missing": "cela nomme quelque chose qui n’existe pas, ou quelque chose d’existant le nomme",
  "not-storable": ({ what }) => `une valeur ne peut pas être gardée : ${what}`,
  "no-text": "un texte contient un caractère sans signification, ou la moitié d’un",
  cursor: "ce curseur n’a été donné par aucune liste",
  "id-taken": "un autre a déjà cet identifiant",
  taken: ({ what, columns }) => `un autre a déjà la même chose (${what} : ${columns.join(", ")})`,

  "not-kept": ({ at, first }, writing) =>
    `le rapport ne peut pas être gardé : ${at} ${firstOf(first, writing)}`,
  "rig-not-yours": "choisissez une foreuse de ce compte",
  "other-client": "le contrat est d’un autre client ; choisissez-en un du client du rapport",
  "slot-taken": ({ date, slot }, writing) =>
    `la foreuse a déjà un rapport du ${writing.date(date)}, poste ${slot}`,
  locked: ({ state }) =>
    `le rapport est dans l’état « ${frTrade.states[state]} », et son contenu est verrouillé`,
  "left-state": ({ state }) =>
    `le rapport est dans l’état « ${frTrade.states[state]} », et cela ne peut pas se faire de là`,
  decided: ({ event, by }) => `on a déjà décidé de cette version : ${frTrade.events[event]}, par ${by}`,
  "decided-now": "on a déjà décidé de cette version",
  "named-twice": "un poste est nommé deux fois ; nommez chacun une fois",
  "no-revision": ({ revision }) => `le rapport n’a pas de révision ${revision}`,
  "reads-only": "ce compte lit les rapports et ne les commente pas",
  "office-own": ({ what }) =>
    ({
      alerts: "les alertes sont pour les gens de l’entreprise",
      stock: "le stock est pour les gens de l’entreprise",
      approval: "le temps que met le bureau à approuver ne regarde que le bureau",
    })[what],
  "own-acts": "ce compte ne lit que ses propres actes",
  "chain-broken": ({ seq, what }) =>
    `la chaîne d’audit se rompt à l’événement ${seq} : ${
      {
        missing: "l’événement manque",
        "not-following": "l’événement ne suit pas celui d’avant",
        changed: "l’événement a été modifié",
        "last-missing": "les derniers événements manquent",
        "other-end": "la chaîne ne se termine pas là où elle a été laissée",
      }[what]
    }`,
  "revision-changed": ({ revision, report }) => `la révision ${revision} du rapport ${report} a été modifiée`,
  "bill-changed": ({ period, contract }) =>
    `le décompte ${period} du contrat ${contract} n’est pas celui qui a été émis`,
  "photo-missing": ({ sha256 }) => `la photo ${sha256} manque`,
  "photo-changed": ({ sha256 }) => `la photo ${sha256} a été modifiée`,
  "too-many-reports": ({ count, more, most }) =>
    `${more ? "plus de " : ""}${count} rapports, c’est plus que n’en prend un tel fichier (${most}) ; resserrez les dates et prenez-en plusieurs, ou prenez le CSV, qui les prend tous`,
  "nothing-of-day": "il n’y a rien de ce jour : aucune foreuse n’en a de rapport, ni un qui manque",

  "no-photo-library":
    "ce service ne garde pas de photos : il manque la bibliothèque qui les examine ; lancez npm install sharp là où il tourne",
  "no-picture": ({ type }) => `ces octets ne sont pas une image du type ${type}`,
  "picture-broken": "l’image ne peut pas être lue, ou a plus de 60 millions de pixels",
  "no-digest": "envoyez l’empreinte des octets en Content-Digest: sha-256=:…:",
  "other-digest": "ces octets ne sont pas ceux de Content-Digest : ils ont changé en route",
  "other-photo": ({ sha256 }) =>
    `le rapport a une autre photo sous cet identifiant : son empreinte annoncée est ${sha256}`,

  "project-of-other": "il est d’un autre client ; choisissez un projet de ce client",
  "not-activated": ({ first }, writing) =>
    `le contrat ne peut pas être mis en vigueur : ${firstOf(first, writing)}`,
  "contract-ended": "le contrat est terminé",
  "contract-not-active": "seul un contrat en vigueur se termine",
  "contract-locked":
    "un contrat en vigueur ne change que par une nouvelle version : faites-en une du même code",
  "not-begun": ({ month }, writing) => `${writing.month(month)} n’a pas commencé : il n’y a rien à émettre`,
  "not-issued": ({ first }, writing) => `le décompte ne peut pas être émis : ${firstOf(first, writing)}`,
  "issued-now": "quelqu’un a émis le décompte à l’instant",
  "other-total": "le décompte donne maintenant un autre total ; revoyez-le",
  "charge-late": ({ month }, writing) =>
    `le décompte de ${writing.month(month)} est émis : des frais vont dans un mois ouvert`,
  "charge-elsewhere": ({ date, month }, writing) =>
    `des frais du ${writing.date(date)} ne sont pas de ${writing.month(month)}`,

  "items-only": "des données de base, ce compte ne modifie que les articles",
  "no-delivery": "une livraison est supérieure à 0",
  "no-count": "un inventaire est de 0 ou plus",
  "no-correction": "une correction est au-dessus ou au-dessous de 0",
  "no-dataset": ({ dataset, known }) =>
    `aucun jeu de données ${dataset} n’est servi ici ; ${known.length === 0 ? "il n’y en a aucun" : `il y a ${known.join(", ")}`}`,
  "dataset-unreadable": ({ words }) => `les données ne peuvent pas être lues maintenant : ${words}`,

  "sign-in-refused": "l’adresse ou le mot de passe est faux, ou le code là où il en faut un",
  "code-needed": "envoyez aussi le code du second facteur, comme `code`",
  "sso-only":
    "dans cette entreprise on se connecte par son propre fournisseur ; par mot de passe, seul un administrateur avec un second facteur",
  "which-tenant": "ce compte est dans plusieurs entreprises ; envoyez-en une comme `tenant`",
  "a-tenant": ({ name }) => name,
  "link-used": "le lien a servi, ou est trop vieux ; demandez-en un nouveau",
  "address-taken": "un autre compte a cette adresse",
  "weak-password": ({ why, limit }) =>
    ({
      short: `il lui faut ${limit} caractères ou plus`,
      long: `il peut avoir ${limit} caractères`,
      simple: "c’est la répétition de quelques caractères",
      personal: "ce n’est guère plus que le nom ou l’adresse de son propriétaire",
    })[why],
  "wrong-password": "le mot de passe est un autre",
  "password-needed": "donnez aussi le mot de passe du compte, dans `password`",
  "stale-session": ({ minutes }) =>
    `ce compte n’a pas de mot de passe : déconnectez-vous, reconnectez-vous par votre fournisseur, et faites-le dans les ${minutes} minutes`,
  "wrong-code": "le code ne convient pas ; regardez l’horloge du téléphone",
  "factor-there": "il y a un second facteur ; retirez-le avant d’en mettre un autre",
  "key-for-token": "un jeton n’est donné que pour une clé d’API",
  "key-beyond-maker": ({ permissions }) =>
    `une clé ne peut pas plus que qui la fait, à qui il manque ${permissions.join(", ")}`,
  "first-admin": "un super_admin fait le premier administrateur d’une entreprise, qui fait tous les autres",
  "terminal-alone": "un super_admin ne se fait qu’au terminal",
  "admin-does-that": "un administrateur de l’entreprise fait cela",
  "last-admin": "c’est le dernier administrateur de l’entreprise ; nommez-en d’abord un autre",
  "in-tenant": "quelqu’un avec cette adresse est dans cette entreprise",
  "own-account": "un autre administrateur doit le faire : c’est votre propre compte",
  "other-company": "le compte sert aussi dans une autre entreprise ; retirez-le d’ici plutôt",
  "client-of-role": "le rôle de client, et nul autre, appartient à un client",
  "rigs-of-role": "seul un chef de poste a des foreuses à lui",
  "deputy-of-other": "au bureau, chacun ne nomme de remplaçant que pour soi",
  "tenant-by-other-name": "cette entreprise existe, sous un autre nom",
  "own-tenant":
    "c’est l’entreprise où vous êtes connecté : connectez-vous à une autre pour la mettre de côté",
  "shared-service": "plusieurs entreprises partagent ce service : la personne qui le gère s’en charge",
  "job-running": "c’est en cours en ce moment",
  "no-provider": "configurez d’abord un fournisseur, et essayez-le",
  "no-second-factor":
    "un administrateur a d’abord besoin d’un second facteur, pour le jour où le fournisseur est en panne",
  "provider-silent": ({ provider }) =>
    `${provider} ne répond pas ; réessayez, ou connectez-vous par mot de passe`,
  "token-unseen": ({ why }) => `${why} ; le jeton ne peut pas être examiné maintenant`,
  issuer: ({ why }) => why,
  "no-directory": "indiquez l’annuaire (tid) dont les gens peuvent entrer",
  "same-audience":
    "les machines ont besoin d’une audience à elles : enregistrez l’API à part de la connexion",
  "no-groups": "pour entrer par groupes, il faut des groupes qui ont un rôle ici",
  "only-way-in": "c’est la seule façon de se connecter à ce compte ; mettez d’abord un mot de passe",

  "no-mail-server": "aucun serveur de courrier n’est configuré ; WITS_SMTP_URL le nomme",
  "no-address": "ce compte n’a pas d’adresse pour le courrier",
  "webhook-address": ({ why, host }) =>
    ({
      "no-url": "ce n’est pas une URL",
      "no-https": "elle doit commencer par https://",
      password: "une URL avec un mot de passe se montre où il ne faut pas ; les requêtes sont signées",
      private: `${host} est une adresse dans un réseau, et n’est pas touchée ; WITS_WEBHOOK_NETWORKS la permet`,
    })[why],
  "too-many-webhooks": ({ most }) => `il y a déjà ${most} webhooks ; retirez-en d’abord un`,
};

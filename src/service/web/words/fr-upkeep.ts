/** Words of running the service, in French. */
import type { Words } from "./en.js";

export const frUpkeep: Pick<Words, "upkeep"> = {
  upkeep: {
    title: "Le service",
    parts: { jobs: "Tâches", backups: "Sauvegardes", companies: "Entreprises" },
    jobsHint:
      "Ce que le service fait de lui-même, pour toutes les entreprises. Ce qui a échoué est repris dix minutes plus tard.",
    states: { waiting: "pas encore", running: "en cours", done: "faite", failed: "échouée" },
    does: {
      deliver: "Envoyer les courriels et webhooks en attente",
      proposals: "Proposer les postes terminés d’après ce que leur foreuse a enregistré",
      release: "Envoyer au client les rapports approuvés",
      deemed: "Accepter les rapports sur lesquels le client n’a pas décidé à temps",
      alerts: "Alerter des rapports qui manquent",
      "rig-gaps": "Comparer les rapports à ce que leur foreuse a enregistré",
      reminders: "Rappeler ceux dont un rapport attend la décision",
      digest: "Écrire l’unique courriel du jour",
      "bill-mail": "Envoyer aux responsables le montant de la veille",
      issue: "Émettre les décomptes du mois passé",
      backup: "Sauvegarder tout ce que le service garde",
      quality: "Vérifier la chaîne d’audit, les rapports et les photos",
      retention: "Oublier ce qui ne sert plus",
      "audit-head": "Communiquer la fin de la chaîne d’audit",
    },
    now: "Faire maintenant",
    again: "Réessayer",
    last: (time) => `Dernière : ${time}`,
    since: (time) => `Depuis ${time}`,
    next: (time) => `prochaine : ${time}`,
    always: "tout le temps",
    backup: {
      now: "Sauvegarder maintenant",
      last: (time) => `La dernière sauvegarde date de ${time}.`,
      none: "Il n’y a pas encore de sauvegarde.",
      running: "Une sauvegarde est en cours. Le travail continue pendant ce temps.",
      failed: (why) => `La dernière a échoué : ${why}`,
      kept: (folder, keep) =>
        `Chaque nuit dans ${folder}. Les ${keep} dernières des nuits sont gardées, et les ${keep} dernières que quelqu’un a demandées.`,
      nowhere:
        "Aucune sauvegarde n’est faite : ce service ne sait pas où la mettre. WITS_BACKUP_FOLDER nomme un endroit, sur un autre disque ; alors il en est fait une chaque nuit.",
      postgres:
        "La base de données est un PostgreSQL : pg_dump la sauvegarde, et le dossier des photos et des clés se copie comme des fichiers.",
      of: "De",
      files: "Fichiers",
      size: "Taille",
      place: "Dossier",
      restore: "En rétablir une",
      stop: "Arrêtez le service.",
      run: "Exécutez ceci, avec un nouveau dossier. Il est rempli quand toute la sauvegarde est juste.",
      begin: "Démarrez le service avec ce dossier.",
      offsite: "Gardez aussi des copies ailleurs : ce qui est sur le même disque se perd avec lui.",
    },
    companies: {
      hint: "Elles partagent ce service et rien d’autre. Vous voyez qu’elles sont là, et rien de ce qui est à elles.",
      add: "Ajouter une entreprise",
      name: "Nom",
      id: "Identifiant",
      idHint: "Minuscules, chiffres et traits d’union. Il ne change plus.",
      idWrong: "Minuscules, chiffres et traits d’union, 40 au plus.",
      taken: "Il y a déjà une entreprise avec cet identifiant.",
      since: "Depuis",
      active: "active",
      aside: "suspendue",
      putAside: "Suspendre",
      takeBack: "Reprendre",
      own: "vous y êtes connecté",
      asideQuestion: (name) =>
        `Suspendre ${name} ? Dès lors personne n’y entre plus, et rien n’est envoyé pour elle. Ce qu’elle a est gardé, et vous pouvez la reprendre.`,
      added: (name) =>
        `${name} est là. Déconnectez-vous et connectez-vous-y : invitez ensuite son premier administrateur sous Entreprise.`,
    },
  },
};

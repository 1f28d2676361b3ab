/** Words of the pages behind links, which are opened before anybody has the app: in the language that the browser wants most of those that there are. */
import { PASSWORD_SHORTEST } from "../identity/password.js";
import type { Language } from "../words/language.js";
import { acceptedIn } from "./languages.js";

const en = {
  password: `Password, ${PASSWORD_SHORTEST} characters or more`,
  name: "Your name",
  email: "E-mail address",
  first: "The first account",
  make: "Make the account",
  renewed: "A new password",
  set: "Set the password",
  gone: "This link is not valid any more",
  goneWhy:
    "It was used, or it is too old. Ask for a new one; who runs the service starts it again for a first account.",
  give: "Give a name and an e-mail address.",
  taken: "Another account has that address; give another one.",
  weak: (why: string) => `The password will not do: ${why}.`,
};

export type LinkWords = typeof en;

const es: LinkWords = {
  password: `Contraseña, ${PASSWORD_SHORTEST} caracteres o más`,
  name: "Su nombre",
  email: "Dirección de correo",
  first: "La primera cuenta",
  make: "Crear la cuenta",
  renewed: "Una contraseña nueva",
  set: "Guardar la contraseña",
  gone: "Este enlace ya no es válido",
  goneWhy:
    "Ya se usó, o es demasiado antiguo. Pida uno nuevo; para una primera cuenta, quien opera el servicio lo inicia otra vez.",
  give: "Indique un nombre y una dirección de correo.",
  taken: "Otra cuenta tiene esa dirección; indique otra.",
  weak: (why) => `Esa contraseña no sirve: ${why}.`,
};

const fr: LinkWords = {
  password: `Mot de passe, ${PASSWORD_SHORTEST} caractères ou plus`,
  name: "Votre nom",
  email: "Adresse de courriel",
  first: "Le premier compte",
  make: "Créer le compte",
  renewed: "Un nouveau mot de passe",
  set: "Enregistrer le mot de passe",
  gone: "Ce lien n’est plus valable",
  goneWhy:
    "Il a servi, ou il est trop ancien. Demandez-en un nouveau ; pour un premier compte, l’exploitant du service le redémarre.",
  give: "Indiquez un nom et une adresse de courriel.",
  taken: "Un autre compte a cette adresse ; indiquez-en une autre.",
  weak: (why) => `Ce mot de passe ne convient pas : ${why}.`,
};

const words: Readonly<Record<Language, LinkWords>> = { en, es, fr };

/** By `Accept-Language`. */
export function linkWords(accepted: string | undefined): {
  readonly language: Language;
  readonly words: LinkWords;
} {
  const language = acceptedIn(accepted) ?? "en";
  return { language, words: words[language] };
}

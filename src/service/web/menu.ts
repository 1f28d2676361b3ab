/** The pages of each role: one that is not built, or not for somebody, is not in their menu. */
import { may, mayAll, me, type Role } from "./device/session.js";
import type { Words } from "./words/en.js";

interface Entry {
  readonly at: string;
  readonly name: keyof Words["pages"];
  readonly isFor: (role: Role) => boolean;
  /** Other addresses that it leads on to. */
  readonly also?: readonly string[];
}

const isStaff = (role: Role): boolean => role !== "client" && role !== "super_admin";

/** Some part of the page of people and access. */
const mayLookAfter = (): boolean => mayAll("users:admin") || may("delegation:manage");

const entries: readonly Entry[] = [
  { at: "/", name: "today", isFor: (role) => role === "supervisor" },
  { at: "/portal", name: "portal", isFor: (role) => role === "client" },
  { at: "/inbox", name: "inbox", isFor: () => may("shift:decide") },
  { at: "/day", name: "day", isFor: (role) => role !== "client" && role !== "super_admin" },
  { at: "/shifts", name: "shifts", isFor: (role) => role !== "super_admin" },
  { at: "/analytics", name: "analytics", isFor: (role) => isStaff(role) && role !== "supervisor" },
  { at: "/holes", name: "holes", isFor: isStaff },
  { at: "/stock", name: "stock", isFor: isStaff },
  { at: "/rigs", name: "rigs", isFor: isStaff },
  { at: "/boq", name: "boq", isFor: () => may("price:read") },
  { at: "/contracts", name: "contracts", isFor: () => may("contract:manage") },
  { at: "/lists", name: "lists", isFor: (role) => may("master:manage") && role !== "supervisor" },
  { at: "/service", name: "service", isFor: (role) => role === "super_admin" },
  { at: "/access", name: "company", isFor: mayLookAfter, also: ["/settings", "/audit"] },
  { at: "/audit", name: "company", isFor: () => may("audit:read") && !mayLookAfter() },
  {
    at: "/service",
    name: "service",
    isFor: (role) => role !== "super_admin" && may("service:manage"),
  },
  { at: "/device", name: "device", isFor: () => true, also: ["/account"] },
];

export function pagesFor(): readonly Entry[] {
  const role = me.get()?.role;
  return role === undefined ? [] : entries.filter(({ isFor }) => isFor(role));
}

/** Where somebody begins. */
export const firstPage = (): string => pagesFor()[0]?.at ?? "/device";

/** Whether an address is the page of an entry, or below it. */
export const isAt = ({ at, also = [] }: Entry, path: string): boolean =>
  at === path ||
  [...(at === "/" ? [] : [at]), ...also].some((one) => path === one || path.startsWith(`${one}/`));

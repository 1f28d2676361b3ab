/** What routes say of passwords and of codes: how they are sent, and why one will not do. */
import Type from "typebox";
import { PASSWORD_LONGEST, type Weakness } from "../identity/password.js";
import { type Problem, wrong } from "./problem.js";

/** A password as it is sent; how good it is, is said by what keeps it. */
export const secret = Type.String({ minLength: 1, maxLength: PASSWORD_LONGEST });

/** Of a second factor, or one that recovers it. */
export const code = Type.String({ minLength: 6, maxLength: 20 });

/** Why it will not do, in the words of `weakness`. */
export const weak = (why: Weakness, at = "/password"): Problem => wrong(at, "weak-password", why);
